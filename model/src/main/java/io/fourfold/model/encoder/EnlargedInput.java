package io.fourfold.model.encoder;

import static io.fourfold.model.image.PhotoDecoder.SIZE;

import java.util.List;

/**
 * Lets a backbone see photos enlarged. One that was trained on enlarged parts of photos has learned things at that size, and
 * knows whole photos best when they are enlarged as well (Touvron et al. 2019).
 */
public final class EnlargedInput {

    private EnlargedInput() {}

    /**
     * A backbone that enlarges its input first, by bilinear interpolation.
     *
     * @param backbone an ONNX model as {@link BackboneConverter} writes it
     * @param side width and height that its layers are to see, a multiple of 32 and at least 224
     * @return an ONNX model of the same input and output
     * @throws IllegalArgumentException if the side does not fit or the model is another network
     */
    public static byte[] of(byte[] backbone, int side) {
        if (side < SIZE || side % BackboneConverter.STRIDE != 0) {
            throw new IllegalArgumentException("photos can be enlarged to a multiple of " + BackboneConverter.STRIDE
                    + " pixels from " + SIZE + " on, not to " + side);
        }
        OnnxGraph graph = OnnxGraph.parse(backbone);
        float factor = (float) side / SIZE;
        String factors = graph.constant("enlarged.factors", Tensor.vector(new float[] {1, 1, factor, factor}));
        graph.insertAfter(
                BackboneConverter.PLANES,
                "Resize",
                "enlarged",
                List.of("", factors),
                OnnxGraph.text("mode", "linear"),
                OnnxGraph.text("coordinate_transformation_mode", "half_pixel"));
        return graph.toByteArray();
    }
}
