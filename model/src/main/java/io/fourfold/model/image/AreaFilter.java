package io.fourfold.model.image;

/**
 * How one axis of an image is brought to another length: each target pixel is a weighted mean of neighbouring source
 * pixels. Shrinking weighs every source pixel by the area it shares with the target pixel; growing interpolates linearly.
 */
final class AreaFilter {

    private final int[] starts;
    private final float[][] weights;

    AreaFilter(int sourceLength, int targetLength) {
        starts = new int[targetLength];
        weights = new float[targetLength][];
        double scale = (double) sourceLength / targetLength;
        for (int target = 0; target < targetLength; target++) {
            if (scale > 1) {
                shrink(target, target * scale, Math.min(sourceLength, (target + 1) * scale));
            } else {
                grow(target, (target + 0.5) * scale - 0.5, sourceLength);
            }
        }
    }

    /** First source pixel of a target pixel. */
    int start(int target) {
        return starts[target];
    }

    /** Weights of the source pixels from {@link #start} on; they sum to 1. */
    float[] weights(int target) {
        return weights[target];
    }

    private void shrink(int target, double from, double to) {
        int first = (int) from;
        int last = (int) Math.ceil(to - 1e-9);
        starts[target] = first;
        weights[target] = new float[last - first];
        for (int source = first; source < last; source++) {
            double shared = Math.min(to, source + 1) - Math.max(from, source);
            weights[target][source - first] = (float) (shared / (to - from));
        }
    }

    private void grow(int target, double centre, int sourceLength) {
        double position = Math.max(0, Math.min(sourceLength - 1, centre));
        int left = (int) position;
        float right = (float) (position - left);
        starts[target] = left;
        weights[target] = right == 0 ? new float[] {1} : new float[] {1 - right, right};
    }
}
