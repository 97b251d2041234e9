package io.fourfold.infra.cli;

import io.fourfold.model.StoredNetwork;
import io.fourfold.model.export.ExportFormat;
import io.fourfold.model.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold model export}. */
@Command(
        name = "export",
        description = {
            "Writes a network in the format of other programs:",
            "  onnx      encoder.onnx, decoder.onnx (one step), tokens.txt",
            "  dl4j      decoder.zip, for DeepLearning4J 1.0.0-M2.1",
            "  word2vec  words.txt, the vectors of similar words, for gensim"
        })
final class ExportCommand extends ConsoleCommand {

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "onnx, dl4j or word2vec")
    private ExportFormat format;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder to write to")
    private Path out;

    @Option(names = "--overwrite", description = "replace files that are there")
    private boolean overwrite;

    @Mixin
    private ModelOption modelOption;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw refusal("--out names a folder, but " + out + " is a file");
        }
        StoredNetwork network = modelOption.read();
        Map<String, AtomicFile.Content> files = format.files(network);
        List<Path> existing =
                files.keySet().stream().map(out::resolve).filter(Files::exists).toList();
        if (!existing.isEmpty() && !overwrite) {
            throw new IOException(existing.stream().map(Path::toString).collect(Collectors.joining(", "))
                    + " would be overwritten: name another folder, or add --overwrite");
        }
        for (Map.Entry<String, AtomicFile.Content> file : files.entrySet()) {
            Path target = out.resolve(file.getKey());
            AtomicFile.write(target, file.getValue());
            say("%-8s %s, %.2f MB", existing.contains(target) ? "replaced" : "wrote", target, Files.size(target) / 1e6);
        }
        say("network  %s", network.manifest().version());
        return 0;
    }
}
