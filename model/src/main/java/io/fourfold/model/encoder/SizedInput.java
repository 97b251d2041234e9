package io.fourfold.model.encoder;

/** Lets a backbone read photos of another size: its convolutions and the mean over all places do not mind. */
public final class SizedInput {

    private SizedInput() {}

    /**
     * The same network for photos of another size. One that was trained on enlarged parts of photos knows whole ones best when
     * they are larger as well (Touvron et al. 2019).
     *
     * @param backbone an ONNX model as {@link BackboneConverter} or {@link TfliteConverter} writes it
     * @param side width and height of the photos, a multiple of 32
     * @throws IllegalArgumentException if the side does not fit or the model does not read photos
     */
    public static byte[] of(byte[] backbone, int side) {
        if (side < BackboneConverter.STRIDE || side % BackboneConverter.STRIDE != 0) {
            throw new IllegalArgumentException(
                    "photos must be a multiple of " + BackboneConverter.STRIDE + " pixels wide and high, not " + side);
        }
        OnnxGraph graph = OnnxGraph.parse(backbone);
        graph.inputSide(side);
        return graph.toByteArray();
    }

    /** Width and height of the photos that a backbone reads. */
    public static int side(byte[] backbone) {
        return OnnxGraph.parse(backbone).inputSide();
    }
}
