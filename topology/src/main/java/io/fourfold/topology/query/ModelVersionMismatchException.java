package io.fourfold.topology.query;

/** Thrown when every stored embedding was made by another network than the one that made the question's vector. */
public final class ModelVersionMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ModelVersionMismatchException(String modelVersion, int photos) {
        super(
                "All " + photos + " photos of the index were embedded by other networks than version " + modelVersion
                        + ", and embeddings of different versions cannot be compared; describe them again with: fourfold reindex");
    }
}
