package io.fourfold.bench.cli;

import io.fourfold.bench.ChaosBench.Cycle;
import io.fourfold.bench.ChaosQuestions.Verdict;
import io.fourfold.bench.ChaosRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** The cycles as they end, then what came of them, each figure beside its limit. */
final class ChaosTable {

    private static final int LONGEST_WHOLE_SECONDS = 10;

    private final PrintWriter out;
    private int cycles;

    ChaosTable(PrintWriter out) {
        this.out = out;
    }

    /** Prints one cycle, the first one under the names of the columns. */
    void cycle(Cycle cycle) {
        if (cycles++ == 0) {
            out.printf(
                    "%-5s %-10s %8s %8s %9s %9s %10s %6s %6s %6s%n",
                    "cycle",
                    "killed",
                    "away s",
                    "start s",
                    "whole s",
                    "complete",
                    "incomplete",
                    "503",
                    "dead",
                    "wrong");
        }
        out.printf(
                "%-5d %-10s %8.1f %8.1f %9.1f %9d %10d %6d %6d %6d%n",
                cycles,
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

    /** Prints what came of all cycles; tells whether every limit was held. */
    boolean summary(ChaosRun.Outcome outcome) {
        outcome.wrong().forEach(answer -> out.println("wrong: " + answer));
        outcome.missing().forEach(id -> out.println("lost: " + id));
        List<Double> whole = outcome.cycles().stream()
                .map(cycle -> seconds(cycle.complete()))
                .sorted()
                .toList();
        double median = whole.isEmpty() ? 0 : whole.get(whole.size() / 2);
        double worst = whole.isEmpty() ? 0 : whole.get(whole.size() - 1);
        out.printf("%n%d cycles%n", whole.size());
        count("answers complete and right", total(outcome, Verdict.COMPLETE));
        count("answers marked incomplete, right", total(outcome, Verdict.INCOMPLETE));
        count("503", total(outcome, Verdict.UNAVAILABLE));
        boolean right = none("wrong answers", outcome.wrong().size());
        out.printf("  %-40s %8.1f s%n", "whole again after RUNNING, median", median);
        boolean inTime = worst <= LONGEST_WHOLE_SECONDS;
        out.printf(
                "  %-40s %8.1f s   <= %d s %s%n",
                "whole again after RUNNING, worst", worst, LONGEST_WHOLE_SECONDS, held(inTime));
        boolean kept = none(
                "photos lost of " + outcome.uploads() + " uploaded",
                outcome.missing().size());
        out.flush();
        return right && inTime && kept;
    }

    private void count(String name, int count) {
        out.printf("  %-40s %8d%n", name, count);
    }

    private boolean none(String name, int count) {
        out.printf("  %-40s %8d     <= 0 %s%n", name, count, held(count == 0));
        return count == 0;
    }

    private static String held(boolean held) {
        return held ? "held" : "MISSED";
    }

    private static int total(ChaosRun.Outcome outcome, Verdict verdict) {
        return outcome.cycles().stream().mapToInt(cycle -> cycle.count(verdict)).sum();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
