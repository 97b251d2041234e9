package io.fourfold.model.encoder;

/**
 * What the places of a photo give to its embedding, which is their mean.
 *
 * @param rows of places, top first
 * @param columns of places, left first
 * @param embeddings {@code [rows * columns][embedding]}, row by row: the embedding if all places were like this one
 */
public record PlaceMap(int rows, int columns, float[][] embeddings) {

    /** @param map {@code [embedding][rows][columns]} */
    static PlaceMap of(float[][][] map) {
        int rows = map[0].length;
        int columns = map[0][0].length;
        float[][] embeddings = new float[rows * columns][map.length];
        for (int i = 0; i < map.length; i++) {
            for (int place = 0; place < embeddings.length; place++) {
                embeddings[place][i] = map[i][place / columns][place % columns];
            }
        }
        return new PlaceMap(rows, columns, embeddings);
    }

    /** The photo's embedding, {@code [embedding]}. */
    public float[] embedding() {
        double[] sum = new double[embeddings[0].length];
        for (float[] place : embeddings) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += place[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / embeddings.length);
        }
        return mean;
    }
}
