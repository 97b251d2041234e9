package io.fourfold.model.adapt;

import io.fourfold.model.linear.Matrix;

/** The mean over all places of each photo: {@code [photos, channels]}. */
final class MeanPool implements Layer {

    private final Matrix output;
    private final Matrix inputGradient;
    private int places;

    /** @param rows places of all photos together, at most */
    MeanPool(int photos, int rows, int channels) {
        this.output = Matrix.zeros(photos, channels);
        this.inputGradient = Matrix.zeros(rows, channels);
    }

    @Override
    public Matrix forward(Matrix input, int side) {
        places = side * side;
        int photos = input.rows() / places;
        float[] place = new float[input.columns()];
        for (int photo = 0; photo < photos; photo++) {
            float[] mean = new float[place.length];
            for (int i = 0; i < places; i++) {
                input.read(photo * places + i, place);
                for (int j = 0; j < mean.length; j++) {
                    mean[j] += place[j] / places;
                }
            }
            output.write(photo, mean);
        }
        return output.rows(0, photos);
    }

    @Override
    public Matrix backward(Matrix gradient) {
        float[] row = new float[gradient.columns()];
        for (int photo = 0; photo < gradient.rows(); photo++) {
            gradient.read(photo, row);
            for (int j = 0; j < row.length; j++) {
                row[j] /= places;
            }
            for (int i = 0; i < places; i++) {
                inputGradient.write(photo * places + i, row);
            }
        }
        return inputGradient.rows(0, gradient.rows() * places);
    }
}
