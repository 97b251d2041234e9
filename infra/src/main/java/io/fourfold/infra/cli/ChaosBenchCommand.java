package io.fourfold.infra.cli;

import io.fourfold.infra.bench.ChaosBench;
import io.fourfold.infra.bench.ChaosQuestions.Verdict;
import io.fourfold.infra.bench.ChaosRun;
import io.fourfold.model.ModelBundle;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fourfold bench chaos}. */
@Command(
        name = "chaos",
        description =
                "Kills instances (kill -9) and lets them come back while questions are asked all the time, and judges"
                        + " every answer by brute force: complete and right, marked incomplete, or 503. Broker, registry and"
                        + " instances are processes of their own.")
final class ChaosBenchCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Option(names = "--cycles", paramLabel = "N", defaultValue = "20", description = "default: ${DEFAULT-VALUE}")
    private int cycles;

    @Option(names = "--instances", paramLabel = "N", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
    private int instances;

    @Option(
            names = "--photos",
            paramLabel = "N",
            defaultValue = "2000",
            description = "photos in the index; default: ${DEFAULT-VALUE}")
    private int photos;

    @Option(
            names = "--roles",
            paramLabel = "ROLE,...",
            defaultValue = "images,index",
            description = "roles of each instance; default: ${DEFAULT-VALUE}")
    private String roles;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "decides who is killed when, and what is asked; default: ${DEFAULT-VALUE}")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("fourfold-chaos");
        out.println("Data and logs: " + directory);
        out.printf(
                "%-5s %-10s %8s %8s %9s %9s %10s %6s %6s %6s%n",
                "cycle", "killed", "away s", "start s", "whole s", "complete", "incomplete", "503", "dead", "wrong");
        out.flush();
        try (ModelBundle model = ModelOption.open(Optional.empty())) {
            ChaosRun run =
                    new ChaosRun(model, directory, new ChaosRun.Settings(instances, instances, photos, roles, seed));
            int[] done = {0};
            ChaosRun.Outcome outcome = run.run(cycles, cycle -> print(++done[0], cycle, out));
            return judge(outcome, out) ? 0 : 1;
        }
    }

    private static void print(int number, ChaosBench.Cycle cycle, PrintWriter out) {
        out.printf(
                "%-5d %-10s %8.1f %8.1f %9.1f %9d %10d %6d %6d %6d%n",
                number,
                cycle.instance(),
                seconds(cycle.absence()),
                seconds(cycle.running()),
                seconds(cycle.complete()),
                cycle.count(Verdict.COMPLETE),
                cycle.count(Verdict.INCOMPLETE),
                cycle.count(Verdict.UNAVAILABLE),
                cycle.count(Verdict.DEAD),
                cycle.count(Verdict.WRONG));
        out.flush();
    }

    private static boolean judge(ChaosRun.Outcome outcome, PrintWriter out) {
        outcome.wrong().forEach(answer -> out.println("wrong: " + answer));
        Duration longest = outcome.cycles().stream()
                .map(ChaosBench.Cycle::complete)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        boolean inTime = longest.compareTo(LIMIT) <= 0;
        boolean right = outcome.wrong().isEmpty();
        out.printf(
                "%d photos uploaded meanwhile, not described and indexed: %s%n", outcome.uploads(), outcome.missing());
        out.printf(
                "whole again after at most %.1f s of running, limit %d s: %s; wrong answers: %d: %s%n",
                seconds(longest),
                LIMIT.toSeconds(),
                inTime ? "held" : "MISSED",
                outcome.wrong().size(),
                right ? "held" : "MISSED");
        return inTime && right && outcome.missing().isEmpty();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
