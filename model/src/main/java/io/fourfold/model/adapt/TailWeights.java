package io.fourfold.model.adapt;

import io.fourfold.model.encoder.BackboneParts;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trainable weights of a backbone from one bottleneck on, with the names they have in the ONNX model.
 *
 * @param first number of the first trainable bottleneck
 * @param last number of the last one, of which there is only the expansion
 * @param parameters convolutions {@code [out, in]}, depthwise {@code [channels, 9]}, biases {@code [1, out]}
 */
record TailWeights(int first, int last, Parameters parameters) {

    /** @throws IllegalArgumentException if the model is no converted backbone */
    static TailWeights read(byte[] backbone, int first) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (int i = first; i <= BackboneParts.LAST; i++) {
            List<String> layers =
                    i < BackboneParts.LAST ? List.of("/expand", "/depthwise", "/project") : List.of("/expand");
            for (String layer : layers) {
                for (String kind : List.of("/weight", "/bias")) {
                    String name = BackboneParts.scope(i) + layer + kind;
                    values.put(name, BackboneParts.weights(backbone, name));
                }
            }
        }
        List<Parameters.Shape> shapes = new ArrayList<>();
        values.forEach((name, numbers) -> {
            int out = name.endsWith("/bias") ? 1 : values.get(name.replace("/weight", "/bias")).length;
            shapes.add(new Parameters.Shape(name, out, numbers.length / out));
        });
        Parameters parameters = new Parameters(shapes);
        values.forEach((name, numbers) -> parameters.get(name).buffer().put(0, numbers));
        return new TailWeights(first, BackboneParts.LAST, parameters);
    }

    int inputChannels() {
        return parameters.get(BackboneParts.scope(first) + "/expand/weight").columns();
    }

    int featureSize() {
        return parameters.get(BackboneParts.scope(last) + "/expand/weight").rows();
    }

    /** The backbone with these weights. */
    byte[] into(byte[] backbone, String training) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Map.Entry<String, Matrix> entry : parameters.byName().entrySet()) {
            Matrix matrix = entry.getValue();
            float[] numbers = new float[matrix.rows() * matrix.columns()];
            matrix.buffer().get(0, numbers);
            values.put(entry.getKey(), numbers);
        }
        return BackboneParts.withWeights(backbone, values, training);
    }
}
