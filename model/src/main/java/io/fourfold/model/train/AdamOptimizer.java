package io.fourfold.model.train;

import io.fourfold.model.linear.Blas;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.Parameters;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/** Adam (Kingma and Ba 2015) by ND4J, on the memory of the weights themselves. */
public final class AdamOptimizer {

    private static final double MEAN_DECAY = 0.9;
    private static final double VARIANCE_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final Matrix mean;
    private final Matrix variance;
    private final INDArray weightArray;
    private final INDArray gradientArray;
    private final INDArray meanArray;
    private final INDArray varianceArray;

    public AdamOptimizer(Parameters parameters, Parameters gradients) {
        int size = parameters.flat().columns();
        this.mean = Matrix.zeros(1, size);
        this.variance = Matrix.zeros(1, size);
        this.weightArray = array(parameters.flat());
        this.gradientArray = array(gradients.flat());
        this.meanArray = array(mean);
        this.varianceArray = array(variance);
        Blas.useCallingThreadOnly();
    }

    /** Running mean of the gradients, to be saved and restored. */
    public Matrix mean() {
        return mean;
    }

    /** Running mean of the squared gradients, to be saved and restored. */
    public Matrix variance() {
        return variance;
    }

    /** Forgets all gradients, as if no step had been done. */
    void clear() {
        mean.clear();
        variance.clear();
    }

    /**
     * Moves the weights; the gradients are spent afterwards.
     *
     * @param step steps done before this one
     */
    public void update(int step, double learningRate) {
        Nd4j.exec(new AdamUpdater(
                gradientArray, varianceArray, meanArray, learningRate, MEAN_DECAY, VARIANCE_DECAY, EPSILON, step));
        weightArray.subi(gradientArray);
    }

    /** Shares the matrix's memory, which must outlive the array. */
    private static INDArray array(Matrix matrix) {
        FloatPointer pointer = new FloatPointer(matrix.buffer());
        return Nd4j.create(Nd4j.createBuffer(pointer, matrix.columns(), DataType.FLOAT), 1L, (long) matrix.columns());
    }
}
