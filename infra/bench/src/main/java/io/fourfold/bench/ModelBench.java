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

/** Loads a bundle and captions photos on one thread, in a process of its own with a small heap. */
public final class ModelBench {

    private static final int BEAM_WIDTH = 5;
    private static final String HEAP = "-Xmx512m";
    private static final String NONE = "-";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ModelBench() {}

    /**
     * What was measured. Times of single photos are medians of what the one thread that does everything computes.
     *
     * @param loadMillis wall-clock time of loading the bundle in a fresh process
     * @param encodeMillis one photo's pixels to its embedding
     * @param referenceMillis the same by the reference, 0 if there is none
     * @param captionMillis an embedding to a beam of 5 captions
     * @param peakHeapBytes of the whole process
     * @param bundleBytes all files of the bundle
     */
    public record Result(
            double loadMillis,
            double encodeMillis,
            double referenceMillis,
            double captionMillis,
            long peakHeapBytes,
            long bundleBytes) {}

    /**
     * Measures in a new process.
     *
     * @param model a bundle's folder, null for the built-in one
     * @param reference an ONNX encoder to compare with, or null
     * @throws IOException if the process fails; its own message is on standard error
     */
    public static Result run(List<Path> photos, int rounds, Path model, Path reference)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                ModelBench.class.getName(),
                String.valueOf(rounds),
                model == null ? NONE : model.toString(),
                reference == null ? NONE : reference.toString()));
        photos.forEach(photo -> command.add(photo.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the captioning process failed");
        }
        String[] lines = output.strip().split("\n");
        return new ObjectMapper().readValue(lines[lines.length - 1], Result.class);
    }

    /** The process that is measured: rounds, bundle, reference, photos. */
    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[0]);
        long start = System.nanoTime();
        try (ModelBundle model =
                arguments[1].equals(NONE) ? ModelBundle.loadDefault() : ModelBundle.load(Path.of(arguments[1]))) {
            double loadMillis = (System.nanoTime() - start) / NANOS_PER_MILLI;
            List<Path> photos = Arrays.stream(arguments).skip(3).map(Path::of).toList();
            double[] encode = new double[rounds * photos.size()];
            double[] refer = new double[encode.length];
            double[] caption = new double[encode.length];
            BeamSearch beam = model.beamSearch(BEAM_WIDTH);
            PhotoDecoder decoder = new PhotoDecoder();
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
                    .writeValueAsString(
                            new Result(loadMillis, median(encode), median(refer), median(caption), peakHeap(), bytes)));
        }
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
