package io.fourfold.bench;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.encoder.ImageEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Loads a bundle, and for comparison does only what nobody can spare it, each in processes of their own. */
public final class LoadBench {

    private static final int PROCESSES = 3;
    private static final String LEAST = "least";
    private static final List<String> FILES = List.of(
            "model.json", "vocabulary.txt", "decoder.bin", "text-encoder.bin", "word-meanings.bin", "encoder.onnx");

    private LoadBench() {}

    /**
     * The shortest wall-clock times of several processes.
     *
     * @param bundleMillis everything
     * @param leastMillis reading its files and creating the encoder's ONNX session
     */
    public record Times(double bundleMillis, double leastMillis) {}

    /**
     * Measures in new processes, one after the other.
     *
     * @param bundle its folder, or none for the built-in one
     * @throws IOException if a process fails; its own message is on standard error
     */
    public static Times run(Optional<Path> bundle) throws IOException, InterruptedException {
        double bundleMillis = Double.MAX_VALUE;
        double leastMillis = Double.MAX_VALUE;
        for (int i = 0; i < PROCESSES; i++) {
            leastMillis = Math.min(leastMillis, millis(LEAST, bundle));
            bundleMillis = Math.min(bundleMillis, millis("bundle", bundle));
        }
        return new Times(bundleMillis, leastMillis);
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
        try (AutoCloseable loaded = arguments[0].equals(LEAST) ? least(bundle) : ModelBench.load(bundle)) {
            System.out.println((System.nanoTime() - start) / 1e6);
        }
    }

    private static ImageEncoder least(Optional<Path> bundle) throws IOException {
        byte[] last = {};
        for (String file : FILES) {
            last = bundle.isPresent() ? Files.readAllBytes(bundle.get().resolve(file)) : builtIn(file);
        }
        return new ImageEncoder(last);
    }

    private static byte[] builtIn(String file) throws IOException {
        try (InputStream in = ModelBundle.class.getResourceAsStream("bundle/" + file)) {
            return in.readAllBytes();
        }
    }
}
