package io.fourfold.infra.cli;

import io.fourfold.model.BundleManifest;
import io.fourfold.model.BundleManifest.FileEntry;
import io.fourfold.model.meaning.BundleMeanings;
import io.fourfold.model.recipe.MeaningSources;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold model words}. */
@Command(
        name = "words",
        description = "Adds to a model bundle what common words outside its vocabulary mean, for text search; model"
                + " train does so, too. The bundle's version stays, and photos need not be described again.")
final class ModelWordsCommand extends ConsoleCommand {

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "model bundle to add it to")
    private Path model;

    @Option(
            names = "--downloads",
            paramLabel = "DIR",
            description = "where to download to, and where earlier downloads are; default: training in the bundle")
    private Path downloads;

    @Mixin
    private MeaningOptions meanings;

    @Override
    public Integer call() throws Exception {
        if (!Files.exists(model.resolve("model.json"))) {
            throw refusal(model + " holds no model bundle: model.json is missing");
        }
        Path folder = Files.createDirectories(downloads == null ? model.resolve("training") : downloads);
        MeaningSources sources = meanings.sources();
        BundleManifest manifest = new BundleMeanings(
                        sources.sentenceEncoder().fetch(folder),
                        sources.dictionary().fetch(folder),
                        sources.wordList().fetch(folder),
                        line -> say("%s", line))
                .addTo(model);
        FileEntry file = manifest.files().get("word-meanings.bin");
        out().printf("%s: word-meanings.bin, %.1f MB, in %s%n", manifest.version(), file.bytes() / 1e6, model);
        return 0;
    }
}
