package io.fourfold.infra.cli;

import io.fourfold.model.dataset.PhotoSet;
import io.fourfold.model.dataset.TrainingData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that name all that a network learns from. */
final class TrainingDataOptions {

    @ArgGroup(
            exclusive = false,
            multiplicity = "1..*",
            heading = "Captioned photos; more sets by repeating the options:%n")
    private List<Captioned> captioned;

    @Option(
            names = "--unlabelled",
            paramLabel = "DIR",
            description =
                    "folder of photos without captions, in which the backbone is to see what it saw before; repeatable")
    private List<Path> unlabelled = new ArrayList<>();

    /** One set. */
    private static final class Captioned extends DataOptions {

        @Option(
                names = "--times",
                paramLabel = "N",
                defaultValue = "1",
                description = "how often each of its photos is seen, to balance small sets with large ones;"
                        + " default: ${DEFAULT-VALUE}")
        private int times;
    }

    TrainingData data() {
        return new TrainingData(
                captioned.stream()
                        .map(set -> new PhotoSet(set.images(), set.captions(), set.split(), set.times))
                        .toList(),
                unlabelled);
    }
}
