package io.fourfold.model.adapt;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import io.fourfold.model.train.Standardisation;
import java.util.List;
import java.util.SplittableRandom;

/** From pooled features to what they are to tell: standardised, then a linear map. Only training has it. */
final class TargetHead {

    private final Standardisation standardisation;
    private final Parameters parameters;
    private final Parameters gradients;
    private Matrix input;

    /** @param standardisation of the features at the start; it stays */
    TargetHead(Standardisation standardisation, int dimensions, SplittableRandom random) {
        this.standardisation = standardisation;
        int features = standardisation.mean().length;
        this.parameters = new Parameters(List.of(
                new Parameters.Shape("head/weight", dimensions, features),
                new Parameters.Shape("head/bias", 1, dimensions)));
        this.gradients = parameters.zerosLike();
        parameters.get("head/weight").fillUniform(Math.sqrt(1.0 / features), random);
    }

    /** One that tells the standardised features themselves, at first. */
    static TargetHead same(Standardisation standardisation) {
        TargetHead head = new TargetHead(standardisation, standardisation.mean().length, new SplittableRandom(0));
        Matrix weight = head.parameters.get("head/weight");
        for (int i = 0; i < weight.rows(); i++) {
            float[] row = new float[weight.columns()];
            row[i] = 1;
            weight.write(i, row);
        }
        return head;
    }

    Parameters parameters() {
        return parameters;
    }

    /** Overwritten by {@link #backward}. */
    Parameters gradients() {
        return gradients;
    }

    /** {@code [batch, features]} to {@code [batch, dimensions]}. */
    Matrix forward(Matrix features) {
        input = Matrix.of(standardisation.apply(features.toArray()));
        Matrix output =
                Matrix.zeros(features.rows(), parameters.get("head/bias").columns());
        output.fillRows(parameters.get("head/bias"));
        Blas.addProductTransposed(input, parameters.get("head/weight"), output);
        return output;
    }

    /** From the gradients of the output to those of the features. */
    Matrix backward(Matrix gradient) {
        gradients.flat().clear();
        Blas.addTransposedProduct(gradient, input, gradients.get("head/weight"));
        gradients.get("head/bias").addColumnSums(gradient);
        Matrix features = Matrix.zeros(input.rows(), input.columns());
        Blas.product(gradient, parameters.get("head/weight"), features);
        float[] row = new float[features.columns()];
        for (int i = 0; i < features.rows(); i++) {
            features.read(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] /= standardisation.deviation()[j];
            }
            features.write(i, row);
        }
        return features;
    }
}
