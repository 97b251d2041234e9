package io.fourfold.bench;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.encoder.ImageEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Loads a bundle, and for comparison its encoder alone, each in processes of their own. */
public final class LoadBench {

    private static final int PROCESSES = 3;
    private static final String ENCODER = "encoder.onnx";

    private LoadBench() {}

    /**
     * The shortest wall-clock times of several processes.
     *
     * @param bundleMillis everything
     * @param encoderMillis reading the encoder and creating its ONNX session
     */
    public record Times(double bundleMillis, double encoderMillis) {}

    /**
     * Measures in new processes, one after the other.
     *
     * @param bundle its folder, or none for the built-in one
     * @throws IOException if a process fails; its own message is on standard error
     */
    public static Times run(Optional<Path> bundle) throws IOException, InterruptedException {
        double bundleMillis = Double.MAX_VALUE;
        double encoderMillis = Double.MAX_VALUE;
        for (int i = 0; i < PROCESSES; i++) {
            encoderMillis = Math.min(encoderMillis, millis("encoder", bundle));
            bundleMillis = Math.min(bundleMillis, millis("bundle", bundle));
        }
        return new Times(bundleMillis, encoderMillis);
    }

    private static double millis(String what, Optional<Path> bundle) throws IOException, InterruptedException {
        List<String> arguments =
                bundle.map(folder -> List.of(what, folder.toString())).orElse(List.of(what));
        return Double.parseDouble(
                ModelBench.lastLine(JavaProcess.of(ModelBench.JVM, LoadBench.class.getName(), arguments)));
    }

    /** The process that is measured: what to load, and the bundle's folder if it is not the built-in one. */
    public static void main(String[] arguments) throws Exception {
        Optional<Path> bundle = arguments.length == 1 ? Optional.empty() : Optional.of(Path.of(arguments[1]));
        long start = System.nanoTime();
        try (AutoCloseable loaded = arguments[0].equals("encoder") ? encoder(bundle) : ModelBench.load(bundle)) {
            System.out.println((System.nanoTime() - start) / 1e6);
        }
    }

    private static ImageEncoder encoder(Optional<Path> bundle) throws IOException {
        if (bundle.isPresent()) {
            return new ImageEncoder(Files.readAllBytes(bundle.get().resolve(ENCODER)));
        }
        try (InputStream in = ModelBundle.class.getResourceAsStream("bundle/" + ENCODER)) {
            return new ImageEncoder(in.readAllBytes());
        }
    }
}
