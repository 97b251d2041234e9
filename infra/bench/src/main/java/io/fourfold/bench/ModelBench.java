package io.fourfold.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.decoder.BeamSearch;
import io.fourfold.model.encoder.ImageEncoder;
import io.fourfold.model.image.PhotoDecoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Loads a bundle and captions photos on one thread, in a process of its own with a small heap. */
public final class ModelBench {

    private static final int BEAM_WIDTH = 5;
    static final List<String> JVM = List.of("-Xmx512m", "--add-modules=jdk.incubator.vector");
    private static final String NONE = "-";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ModelBench() {}

    /**
     * What was measured. Times of single photos are medians of what the one thread that does everything computes.
     *
     * @param encodeMillis one photo's pixels to its embedding
     * @param referenceMillis the same by the reference, 0 if there is none
     * @param captionMillis an embedding to a beam of 5 captions
     * @param peakHeapBytes of the whole process
     * @param bundleBytes all files of the bundle
     */
    public record Result(
            double encodeMillis, double referenceMillis, double captionMillis, long peakHeapBytes, long bundleBytes) {}

    /**
     * Measures in a new process.
     *
     * @param model a bundle's folder, or none for the built-in one
     * @param reference an ONNX encoder to compare with
     * @throws IOException if the process fails; its own message is on standard error
     */
    public static Result run(List<Path> photos, int rounds, Optional<Path> model, Optional<Path> reference)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                String.valueOf(rounds),
                model.map(Path::toString).orElse(NONE),
                reference.map(Path::toString).orElse(NONE)));
        photos.forEach(photo -> arguments.add(photo.toString()));
        return new ObjectMapper()
                .readValue(lastLine(JavaProcess.of(JVM, ModelBench.class.getName(), arguments)), Result.class);
    }

    /** Runs a process to its end and returns the last line that it printed. */
    static String lastLine(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the measured process failed");
        }
        String[] lines = output.strip().split("\n");
        return lines[lines.length - 1];
    }

    static ModelBundle load(Optional<Path> bundle) {
        return bundle.map(ModelBundle::load).orElseGet(ModelBundle::loadDefault);
    }

    /** The process that is measured: rounds, bundle, reference, photos. */
    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[0]);
        try (ModelBundle model = load(path(arguments[1]))) {
            List<Path> photos = Arrays.stream(arguments).skip(3).map(Path::of).toList();
            double[] encode = new double[rounds * photos.size()];
            double[] refer = new double[encode.length];
            double[] caption = new double[encode.length];
            BeamSearch beam = model.beamSearch(BEAM_WIDTH);
            PhotoDecoder decoder = new PhotoDecoder(model.encoder().side());
            try (ImageEncoder reference = arguments[2].equals(NONE) ? null : new ImageEncoder(Path.of(arguments[2]))) {
                for (int i = 0; i < encode.length; i++) {
                    float[] pixels = decoder.decode(Files.readAllBytes(photos.get(i % photos.size())));
                    float[][] embedding = new float[1][];
                    encode[i] = cpuMillis(() -> embedding[0] = model.encoder().encode(pixels));
                    caption[i] = cpuMillis(() -> beam.search(embedding[0]));
                    if (reference != null) {
                        refer[i] = cpuMillis(() -> reference.encode(pixels));
                    }
                }
            }
            long bytes = model.manifest().files().values().stream()
                    .mapToLong(file -> file.bytes())
                    .sum();
            System.out.println(new ObjectMapper()
                    .writeValueAsString(new Result(median(encode), median(refer), median(caption), peakHeap(), bytes)));
        }
    }

    private static Optional<Path> path(String argument) {
        return argument.equals(NONE) ? Optional.empty() : Optional.of(Path.of(argument));
    }

    /** Time that this thread computes, which is the same on a busy machine. */
    private static double cpuMillis(Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - before) / NANOS_PER_MILLI;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** The peaks of all heap pools together, garbage included: never less than the heap's peak. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
