package io.fourfold.infra.cli;

import io.fourfold.model.dataset.PhotoSplit;
import io.fourfold.model.dataset.SplitList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fourfold model split}. */
@Command(
        name = "split",
        description =
                "Sets photos apart by which networks are judged: the same ones, whenever it is given the same list.")
final class SplitCommand extends ConsoleCommand {

    private static final long SEED = 14;

    @Option(names = "--all", required = true, paramLabel = "FILE", description = "all photos, one name a line")
    private Path all;

    @Option(
            names = "--apart",
            paramLabel = "N",
            defaultValue = "200",
            description = "how many are set apart; default: ${DEFAULT-VALUE}")
    private int apart;

    @Option(names = "--train", required = true, paramLabel = "FILE", description = "where to list those to learn from")
    private Path train;

    @Option(names = "--dev", required = true, paramLabel = "FILE", description = "where to list those set apart")
    private Path dev;

    @Override
    public Integer call() throws IOException {
        List<String> names = SplitList.read(all);
        if (apart < 1 || apart >= names.size()) {
            throw refusal("of %d photos %d cannot be set apart".formatted(names.size(), apart));
        }
        PhotoSplit<String> split = PhotoSplit.of(names, apart, SEED);
        Files.write(train, split.learned());
        Files.write(dev, split.heldOut());
        say("%d photos in %s, %d in %s", split.learned().size(), train, apart, dev);
        return 0;
    }
}
