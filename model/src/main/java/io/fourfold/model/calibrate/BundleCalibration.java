package io.fourfold.model.calibrate;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.dataset.TrainingPhoto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures how far a bundle's captions are to be believed, which its {@code model.json} is to say. Nothing else of that
 * changes, its version included.
 *
 * @param log receives lines of progress
 */
public record BundleCalibration(Consumer<String> log) {

    /**
     * Calibrates a bundle, also one that was calibrated before.
     *
     * @param bundle folder of the bundle
     * @param photos that the network did not learn from, at least one
     * @return what {@code model.json} is to say
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if the bundle has no text encoder
     */
    public BundleManifest calibrate(Path bundle, List<TrainingPhoto> photos) throws IOException {
        try (ModelBundle model = ModelBundle.load(bundle)) {
            return model.manifest().with(new Calibrator(log).calibrate(model, photos));
        }
    }
}
