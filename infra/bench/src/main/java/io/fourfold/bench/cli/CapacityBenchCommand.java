package io.fourfold.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fourfold.bench.BenchStack;
import io.fourfold.bench.CapacityBench;
import io.fourfold.bench.Machine;
import io.fourfold.infra.cli.ApplicationOptions;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.plan.Figure;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fourfold bench capacity}. */
@Command(
        name = "capacity",
        description =
                "What fourfold plan counts with: processor time, memory, disk and topic bytes of a photo, a query, a"
                        + " search. All are costs, so a busy machine measures the same. Needs a JDK.")
final class CapacityBenchCommand extends ConsoleCommand {

    /** On a busy machine live instances may be late. */
    private static final String LONG_SESSION_MS = "45000";

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "folder of photos; default: the sample photos")
    private Path folder;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "200000",
            description = "photos in the large index; default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "15",
            description =
                    "processor time of an instance in each load, repeated until it is warm; default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--json", description = "prints JSON, for fourfold plan --measured")
    private boolean json;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Override
    public Integer call() throws Exception {
        Path photoFolder = folder == null ? Distribution.fromSystemProperty().samples() : folder;
        List<PhotoFile> samples = PhotoFile.find(List.of(photoFolder));
        Map<String, String> settings = applicationOptions.settings();
        settings.put(Setting.ROLES.key(), "index");
        settings.put(Setting.SESSION_TIMEOUT_MS.key(), LONG_SESSION_MS);
        settings.put(Setting.CLAIM_CHECK_PREFIXES.key(), photoFolder.toUri().toString());
        try (BenchStack stack = BenchStack.start(settings, CapacityBench.FEW_PARTITIONS);
                ModelBundle model = ModelOption.open(stack.config().modelDirectory())) {
            print(new CapacityBench(stack, model, samples, photos, Duration.ofSeconds(seconds), this::report).run());
        }
        return 0;
    }

    private void print(Map<Figure, Double> figures) throws IOException {
        if (json) {
            out().println(json(figures));
            out().flush();
            return;
        }
        figures.forEach(
                (figure, value) -> say("%-20s %10.4g %-6s %s", figure.key(), value, figure.unit(), figure.meaning()));
    }

    private String json(Map<Figure, Double> figures) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = Machine.describe(mapper.createObjectNode());
        root.put("command", "fourfold bench capacity --json --photos %d --seconds %d".formatted(photos, seconds));
        ObjectNode stage = root.putArray("stages").addObject().put("name", "capacity");
        ArrayNode list = stage.putArray("figures");
        figures.forEach((figure, value) -> list.addObject()
                .put("name", figure.key())
                .put("value", rounded(value))
                .put("unit", figure.unit()));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static double rounded(double value) {
        return Double.parseDouble("%.4g".formatted(value));
    }

    private void report(String what) {
        err().println(what + " ...");
        err().flush();
    }
}
