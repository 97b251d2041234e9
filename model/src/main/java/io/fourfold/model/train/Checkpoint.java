package io.fourfold.model.train;

import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.linear.Matrix;
import io.fourfold.model.linear.TensorFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Saves a training after an epoch and takes it up again, as if it had never stopped. */
public record Checkpoint(Path file) {

    private static final String PROGRESS = "progress";

    public boolean exists() {
        return Files.exists(file);
    }

    /** Replaces the last checkpoint, at once or not at all. */
    public void save(Map<String, Matrix> state, int epochsDone) throws IOException {
        Map<String, Matrix> all = new LinkedHashMap<>(state);
        all.put(PROGRESS, Matrix.row(new float[] {epochsDone}));
        AtomicFile.write(file, out -> TensorFile.write(new BufferedOutputStream(out), all));
    }

    /**
     * Overwrites {@code state} with what was saved.
     *
     * @return epochs done
     * @throws IllegalArgumentException if the checkpoint is damaged or of another network
     */
    public int restore(Map<String, Matrix> state) throws IOException {
        Map<String, Matrix> saved = TensorFile.read(Files.readAllBytes(file));
        state.forEach((name, matrix) -> matrix.copySaved(name, saved.get(name)));
        return (int) saved.get(PROGRESS).toArray()[0][0];
    }
}
