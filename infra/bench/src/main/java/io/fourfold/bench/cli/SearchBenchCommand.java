package io.fourfold.bench.cli;

import io.fourfold.bench.BenchPhotos;
import io.fourfold.bench.BenchStack;
import io.fourfold.bench.CommitRoundTrip;
import io.fourfold.bench.InstanceProcess;
import io.fourfold.bench.SearchBench;
import io.fourfold.bench.SearchBench.Backlog;
import io.fourfold.bench.SearchBench.Incident;
import io.fourfold.bench.SearchTimes;
import io.fourfold.bench.SearchTimes.Search;
import io.fourfold.infra.cli.ApplicationOptions;
import io.fourfold.infra.cli.ConsoleCommand;
import io.fourfold.infra.cli.ModelOption;
import io.fourfold.infra.cli.Progress;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.local.Distribution;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.decoder.Caption;
import io.fourfold.topology.config.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fourfold bench search}. */
@Command(
        name = "search",
        description =
                "Searches by events on two instances with three partitions: time of a query beside its inversion's,"
                        + " and queries that wait, also while an instance is killed. Everything runs in processes of its own.")
final class SearchBenchCommand extends ConsoleCommand {

    private static final int PARTITIONS = 3;
    private static final int WARM_UP = 50;

    /** What events may add to the network's own time: a query passes four topics, two of them behind commits. */
    private static final int MOST_ROUND_TRIPS = 15;

    /** Of the queries a second that one instance would invert and rank, one after the other, if that were all. */
    private static final double LEAST_OF_NETWORK = 0.75;

    @Option(names = "--photos", paramLabel = "N", defaultValue = "10000", description = "default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(
            names = "--single",
            paramLabel = "N",
            defaultValue = "100",
            description = "queries one at a time; default: ${DEFAULT-VALUE}")
    private int single;

    @Option(
            names = "--queued",
            paramLabel = "N",
            defaultValue = "1000",
            description = "queries that wait together; default: ${DEFAULT-VALUE}")
    private int queued;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Override
    public Integer call() throws Exception {
        Map<String, String> settings = applicationOptions.settings();
        settings.put(Setting.ROLES.key(), "index,search");
        say("Starting broker and registry, indexing %d photos on 2 instances ...", photos);
        try (BenchStack stack = BenchStack.start(settings, PARTITIONS)) {
            List<String> texts = produce(stack);
            try (InstanceProcess lasting = stack.instance("lasting");
                    InstanceProcess mortal = stack.instance("mortal");
                    SearchEvents searches = stack.cluster().searches();
                    CommitRoundTrip roundTrip = new CommitRoundTrip(stack.config())) {
                stack.awaitIndexed(List.of(lasting, mortal), photos);
                say("%d photos, %d partitions, 2 instances", photos, PARTITIONS);
                return measure(new SearchBench(searches, roundTrip, texts), mortal) ? 0 : 1;
            }
        }
    }

    /** Fills the index; the texts to search for are what the network says about the sample photos. */
    private List<String> produce(BenchStack stack) throws IOException {
        try (ModelBundle model = ModelOption.open(stack.config().modelDirectory())) {
            stack.produceEmbeddings(model.version(), BenchPhotos.drawn(model, 0), photos);
            return PhotoFile.find(List.of(Distribution.fromSystemProperty().samples())).stream()
                    .flatMap(photo -> model.captions(model.embed(photo.read())).stream())
                    .map(Caption::text)
                    .distinct()
                    .toList();
        }
    }

    private boolean measure(SearchBench bench, InstanceProcess mortal) throws Exception {
        LimitTable table = new LimitTable(out());
        SearchTimes times;
        try (ProgressBar progress = Progress.bar("One at a time", WARM_UP + single)) {
            bench.oneAtATime("warm-up-", WARM_UP, progress::stepTo);
            times = bench.oneAtATime("single-", single, done -> progress.stepTo(WARM_UP + done));
        }
        print(times, table);
        Backlog undisturbed = queued(bench, "queued-", () -> {});
        table.heading(queued + " queries that wait together");
        print(undisturbed, table);
        table.atLeast(
                "queries a second; limit: %.2f of the network's, one at a time".formatted(LEAST_OF_NETWORK),
                queued / undisturbed.seconds(),
                LEAST_OF_NETWORK * 1_000 / times.of(Search::networkMs).median());
        Backlog disturbed = queued(bench, "killed-", mortal::kill);
        table.heading("the same, one of the instances killed (kill -9) after a third");
        print(disturbed, table);
        table.row("queries a second", queued / disturbed.seconds());
        return table.held();
    }

    private static void print(SearchTimes times, LimitTable table) {
        table.heading("one query at a time, p50, ms");
        table.row(
                "  from the request to its inversion",
                times.of(search -> search.timings().getQueuedMs()).median());
        table.row(
                "  inversion",
                times.of(search -> search.timings().getInversionMs()).median());
        table.row(
                "  commit, the index, its answers",
                times.of(search -> search.timings().getIndexMs()).median());
        table.row(
                "  ranking again",
                times.of(search -> search.timings().getRerankMs()).median());
        table.row("  commit, reading the answer", times.of(Search::deliveryMs).median());
        table.row("inversion and ranking again", times.of(Search::networkMs).median());
        table.row("commit that is read", times.of(Search::roundTripMs).median());
        table.atMost(
                "whole without the network's part; limit: %d commits that are read".formatted(MOST_ROUND_TRIPS),
                times.of(Search::addedMs).median(),
                MOST_ROUND_TRIPS * times.of(Search::roundTripMs).median());
        table.row("whole", times.of(Search::wholeMs).median());
        table.row("whole, p99", times.of(Search::wholeMs).percentile(0.99));
    }

    private void print(Backlog backlog, LimitTable table) {
        table.exactly("queries answered", backlog.queries(), queued);
        table.exactly("answers", backlog.answers(), queued);
        table.row("answers that the whole index is in", backlog.complete());
        table.row("seconds", backlog.seconds());
        table.row("longest time without an answer, seconds", backlog.silence());
    }

    private Backlog queued(SearchBench bench, String prefix, Incident incident) throws Exception {
        try (ProgressBar progress = Progress.bar("Queued", queued)) {
            return bench.queued(prefix, queued, incident, progress::stepTo);
        }
    }
}
