package io.fourfold.bench.cli;

import io.fourfold.bench.ChaosBench.Cycle;
import io.fourfold.bench.ChaosFault;
import io.fourfold.bench.ChaosQueries.Verdict;
import io.fourfold.bench.ChaosRun;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/** The cycles as they end, then what came of them, each figure beside its limit. */
final class ChaosTable {

    private static final int MOST_STARTS = 2;
    private static final String HEADING =
            "cycle fault           of           away s  start s   whole s  complete incomplete    503   dead  wrong";

    private final PrintWriter out;
    private int cycles;

    ChaosTable(PrintWriter out) {
        this.out = out;
    }

    /** Prints one cycle, the first one under the names of the columns. */
    void cycle(Cycle cycle) {
        if (cycles++ == 0) {
            out.println(HEADING);
        }
        out.printf(
                "%-5d %-15s %-10s %8.1f %8.1f %9s %9d %10d %6d %6d %6d%n",
                cycles,
                cycle.fault(),
                cycle.victim(),
                seconds(cycle.absence()),
                seconds(cycle.running()),
                cycle.complete().map(time -> "%.1f".formatted(seconds(time))).orElse("never"),
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
        outcome.differing().forEach(photo -> out.println("differs: " + photo));
        outcome.back().forEach(photo -> out.println("back: " + photo));
        LimitTable table = new LimitTable(out);
        table.heading(outcome.cycles().size() + " cycles");
        for (ChaosFault fault : ChaosFault.values()) {
            table.row(fault.toString(), count(outcome, cycle -> cycle.fault() == fault));
        }
        table.row("answers complete and right", total(outcome, Verdict.COMPLETE));
        table.row("answers marked incomplete, right", total(outcome, Verdict.INCOMPLETE));
        table.row("503", total(outcome, Verdict.UNAVAILABLE));
        table.exactly("wrong answers", outcome.wrong().size(), 0);
        table.exactly(
                "not whole again after 3 minutes",
                count(outcome, cycle -> cycle.complete().isEmpty()),
                0);
        table.row("whole again after RUNNING, median, s", median(outcome, ChaosTable::whole));
        table.atMost(
                "whole again after RUNNING, longest, s; limit: %d median starts".formatted(MOST_STARTS),
                longest(outcome, ChaosTable::whole),
                MOST_STARTS * median(outcome, Cycle::running));
        table.exactly(
                "photos not known as they should be, of " + outcome.uploads() + " uploaded",
                outcome.missing().size(),
                0);
        table.exactly(
                "photos otherwise in a topic than without faults",
                outcome.differing().size(),
                0);
        table.row("records left out since a later event of their photo overtook them", outcome.overtaken());
        table.exactly("deleted photos back", outcome.back().size(), 0);
        table.exactly("deleted photos back for a while", outcome.undone().size(), 0);
        return table.held();
    }

    private static double median(ChaosRun.Outcome outcome, Function<Cycle, Duration> time) {
        double[] sorted = killsOfInstances(outcome, time).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static double longest(ChaosRun.Outcome outcome, Function<Cycle, Duration> time) {
        return killsOfInstances(outcome, time).max().orElse(0);
    }

    private static DoubleStream killsOfInstances(ChaosRun.Outcome outcome, Function<Cycle, Duration> time) {
        return outcome.cycles().stream()
                .filter(cycle -> cycle.fault() == ChaosFault.KILL_INSTANCE)
                .mapToDouble(cycle -> seconds(time.apply(cycle)));
    }

    private static Duration whole(Cycle cycle) {
        return cycle.complete().orElse(Duration.ZERO);
    }

    private static int count(ChaosRun.Outcome outcome, Predicate<Cycle> which) {
        return (int) outcome.cycles().stream().filter(which).count();
    }

    private static int total(ChaosRun.Outcome outcome, Verdict verdict) {
        return outcome.cycles().stream().mapToInt(cycle -> cycle.count(verdict)).sum();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
