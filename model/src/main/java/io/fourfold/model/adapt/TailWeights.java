package io.fourfold.model.adapt;

import io.fourfold.model.encoder.BackboneTail;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The trainable weights of a backbone's last layers, with the names they have in the ONNX model.
 *
 * @param steps the layers
 * @param parameters convolutions {@code [out, in]}, depthwise {@code [channels, size * size]}, biases {@code [1, out]}
 */
record TailWeights(List<BackboneTail.Step> steps, Parameters parameters) {

    static TailWeights read(BackboneTail tail) {
        Map<String, float[]> values = new TreeMap<>(tail.weights());
        List<Parameters.Shape> shapes = new ArrayList<>();
        values.forEach((name, numbers) -> {
            int out = name.endsWith("/bias") ? 1 : values.get(name.replace("/weight", "/bias")).length;
            shapes.add(new Parameters.Shape(name, out, numbers.length / out));
        });
        Parameters parameters = new Parameters(shapes);
        values.forEach((name, numbers) -> parameters.get(name).buffer().put(0, numbers));
        return new TailWeights(tail.steps(), parameters);
    }

    /** The same values, which no longer change with these. */
    TailWeights copy() {
        Parameters same = parameters.zerosLike();
        same.flat().copyRows(parameters.flat());
        return new TailWeights(steps, same);
    }

    int inputChannels() {
        return parameters.get(steps.get(0).name() + "/weight").columns();
    }

    int featureSize() {
        int size = 0;
        for (BackboneTail.Step step : steps) {
            if (step.kind() == BackboneTail.Kind.POINTWISE) {
                size = parameters.get(step.name() + "/weight").rows();
            }
        }
        return size;
    }

    /** The values by name. */
    Map<String, float[]> values() {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Map.Entry<String, Matrix> entry : parameters.byName().entrySet()) {
            Matrix matrix = entry.getValue();
            float[] numbers = new float[matrix.rows() * matrix.columns()];
            matrix.buffer().get(0, numbers);
            values.put(entry.getKey(), numbers);
        }
        return values;
    }
}
