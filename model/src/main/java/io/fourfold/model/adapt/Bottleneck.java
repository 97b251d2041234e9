package io.fourfold.model.adapt;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;

/**
 * An inverted residual (Sandler et al. 2018): expansion, depthwise convolution, linear projection; added to the input if both
 * have the same shape.
 */
final class Bottleneck implements Layer {

    private final int stride;
    private final boolean residual;
    private final Layer expand;
    private final Layer expandRelu = new Relu6();
    private final Layer depthwise;
    private final Layer depthwiseRelu = new Relu6();
    private final Layer project;

    /** @param rows places of all photos' inputs together, at most */
    Bottleneck(Parameters weights, Parameters gradients, String name, int stride, int rows) {
        this.stride = stride;
        int inputChannels = weights.get(name + "/expand/weight").columns();
        int outputChannels = weights.get(name + "/project/weight").rows();
        this.residual = stride == 1 && inputChannels == outputChannels;
        this.expand = new Pointwise(weights, gradients, name + "/expand", rows);
        this.depthwise = new Depthwise(weights, gradients, name + "/depthwise", stride, rows);
        this.project = new Pointwise(weights, gradients, name + "/project", rows / (stride * stride));
    }

    @Override
    public Matrix forward(Matrix input, int side) {
        Matrix expanded = expandRelu.forward(expand.forward(input, side), side);
        int outputSide = side / stride;
        Matrix filtered = depthwiseRelu.forward(depthwise.forward(expanded, side), outputSide);
        Matrix output = project.forward(filtered, outputSide);
        if (residual) {
            Blas.add(input, output);
        }
        return output;
    }

    @Override
    public Matrix backward(Matrix gradient) {
        Matrix filtered = depthwiseRelu.backward(project.backward(gradient));
        Matrix result = expand.backward(expandRelu.backward(depthwise.backward(filtered)));
        if (residual) {
            Blas.add(gradient, result);
        }
        return result;
    }
}
