package io.fourfold.model.adapt;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;

/** A 1 x 1 convolution: every place's channels times the same matrix {@code [out, in]}, plus a bias. */
final class Pointwise implements Layer {

    private final Matrix weight;
    private final Matrix bias;
    private final Matrix weightGradient;
    private final Matrix biasGradient;
    private final Matrix output;
    private final Matrix inputGradient;
    private Matrix input;

    /**
     * @param name what the names of its weights start with
     * @param rows places of all photos together, at most
     */
    Pointwise(Parameters weights, Parameters gradients, String name, int rows) {
        this.weight = weights.get(name + "/weight");
        this.bias = weights.get(name + "/bias");
        this.weightGradient = gradients.get(name + "/weight");
        this.biasGradient = gradients.get(name + "/bias");
        this.output = Matrix.zeros(rows, weight.rows());
        this.inputGradient = Matrix.zeros(rows, weight.columns());
    }

    @Override
    public Matrix forward(Matrix newInput, int side) {
        input = newInput;
        Matrix result = output.rows(0, input.rows());
        result.fillRows(bias);
        Blas.addProductTransposed(input, weight, result);
        return result;
    }

    @Override
    public Matrix backward(Matrix gradient) {
        Blas.addTransposedProduct(gradient, input, weightGradient);
        biasGradient.addColumnSums(gradient);
        Matrix result = inputGradient.rows(0, input.rows());
        Blas.product(gradient, weight, result);
        return result;
    }
}
