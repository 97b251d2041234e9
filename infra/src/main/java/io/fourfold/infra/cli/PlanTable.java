package io.fourfold.infra.cli;

import io.fourfold.infra.plan.Amount;
import io.fourfold.infra.plan.Demand;
import io.fourfold.infra.plan.Figure;
import io.fourfold.infra.plan.Limit;
import io.fourfold.infra.plan.Line;
import io.fourfold.infra.plan.Plan;
import io.fourfold.infra.plan.RoleSize;
import io.fourfold.infra.plan.TopicSize;
import io.fourfold.infra.plan.simulation.Comparison;
import java.io.PrintWriter;
import java.util.List;

/** A plan on 80 columns. */
final class PlanTable {

    private static final int WIDTH = 80;
    private static final String INDENT = "    ";

    private final Plan plan;
    private final boolean explain;
    private final PrintWriter out;

    /** @param explain whether each figure is followed by its formula */
    PlanTable(Plan plan, boolean explain, PrintWriter out) {
        this.plan = plan;
        this.explain = explain;
        this.out = out;
    }

    void print() {
        header();
        roles();
        topics();
        heading("how long things take");
        plan.times().forEach(this::time);
        limits();
        if (explain) {
            figures();
        }
        out.flush();
    }

    /** What the simulation says beside the formulas. */
    void print(List<Comparison> comparisons) {
        out.printf("%n%-42s %12s %12s %9s%n", "simulated", "formula", "simulated", "off by");
        for (Comparison comparison : comparisons) {
            out.printf(
                    "%-42s %12s %12s %7.1f %%%n",
                    comparison.name(),
                    amount(comparison.formula(), comparison.unit()),
                    amount(comparison.simulated(), comparison.unit()),
                    100 * comparison.off());
        }
        out.flush();
    }

    private static String amount(double value, String unit) {
        return unit.equals("s") ? Amount.seconds(value) : Amount.number(value);
    }

    private void header() {
        Demand demand = plan.demand();
        wrap(
                "%s photos; %s uploads, %s queries and %s searches a second; replication %d, standbys %d, %s, thumbnails %s%s"
                        .formatted(
                                Amount.number(demand.photos()),
                                Amount.number(demand.uploads()),
                                Amount.number(demand.queries()),
                                Amount.number(demand.searches()),
                                demand.replication(),
                                demand.standbys(),
                                demand.photoBytes() == 0
                                        ? "claim checks"
                                        : "photos of " + Amount.bytes(demand.photoBytes()) + " in their uploads",
                                demand.thumbnails() ? "on" : "off",
                                demand.asked() == 1
                                        ? ""
                                        : "; what if a query asked %s of the partitions"
                                                .formatted(Amount.number(demand.asked()))),
                "");
        wrap(
                "Instances: %d processors, %s of memory, busy to %.0f %%. Processors are as fast as where this was measured: %s, by %s"
                        .formatted(
                                plan.hardware().processors(),
                                Amount.bytes(plan.hardware().memoryBytes()),
                                100 * plan.hardware().busy(),
                                plan.figures().machine(),
                                plan.figures().command()),
                "");
        out.printf("%n%,d partitions%n", plan.partitions());
        explain(
                "images and index decide: a multiple of the images role's threads, and two for each instance of the index");
    }

    private void roles() {
        out.printf(
                "%n%-10s %9s %11s %6s %10s %10s %13s%n",
                "role", "instances", "processors", "busy", "heap each", "disk each", "disk");
        for (RoleSize role : plan.roles()) {
            out.printf(
                    "%-10s %9s %11s %6s %10s %10s %13s%n",
                    role.role(),
                    Amount.number(role.instances()),
                    role.processors() == 0 ? "-" : Amount.number(role.processors()),
                    role.busy() == 0 ? "-" : "%.0f %%".formatted(100 * role.busy()),
                    bytes(role.heapBytes()),
                    bytes(role.diskBytes()),
                    bytes(role.instances() * role.diskBytes()));
            explain(role.formula());
        }
        List<RoleSize> roles = plan.roles();
        out.printf(
                "%-10s %9s %11s %6s %10s %10s %13s%n",
                "in all",
                Amount.number(roles.stream().mapToInt(RoleSize::instances).sum()),
                Amount.number(roles.stream().mapToInt(RoleSize::processors).sum()),
                "",
                bytes(roles.stream()
                        .mapToDouble(role -> role.instances() * role.heapBytes())
                        .sum()),
                "",
                bytes(roles.stream()
                        .mapToDouble(role -> role.instances() * role.diskBytes())
                        .sum()));
        explain("heap: of all instances together");
    }

    private void topics() {
        out.printf("%n%-44s %10s %11s %11s%n", "topic", "each", "one copy", "all copies");
        for (TopicSize topic : plan.brokers().sizes()) {
            out.printf(
                    "%-44s %10s %11s %11s%n",
                    topic.topic(),
                    Amount.bytes(topic.bytesEach()),
                    Amount.bytes(topic.bytes()),
                    Amount.bytes(topic.bytes() * plan.demand().replication()));
            explain(topic.formula());
        }
        double bytes = plan.brokers().bytes();
        out.printf(
                "%-44s %10s %11s %11s%n",
                "in all; %s a second are produced"
                        .formatted(Amount.bytes(plan.brokers().produced())),
                "",
                Amount.bytes(bytes),
                Amount.bytes(bytes * plan.demand().replication()));
        explain("%d topics and changelogs with %,d partitions each"
                .formatted(plan.brokers().topics(), plan.partitions()));
    }

    private void time(Line line) {
        out.printf("%-58s %20s%n", line.name(), line.value());
        explain(line.formula());
    }

    private void limits() {
        out.printf("%n%-47s %11s %9s %9s%n", "limits, the nearest first", "needed", "most", "room");
        for (Limit limit : plan.limits()) {
            if (limit.needed() == 0) {
                continue;
            }
            out.printf(
                    "%-47s %11s %9s %9s%n",
                    limit.name(),
                    amount(limit.needed(), limit.unit()),
                    amount(limit.most(), limit.unit()),
                    room(limit.room()));
            explain("then: " + limit.remedy());
        }
        Limit first = plan.limits().get(0);
        out.println();
        wrap("The first that will bite: %s. Then: %s.".formatted(first.name(), first.remedy()), "");
    }

    private static String room(double room) {
        return room >= 100 ? "> 100 x" : "%.1f x".formatted(room);
    }

    private void figures() {
        heading("measured figures");
        for (Figure figure : Figure.values()) {
            double value = plan.figures().value(figure);
            out.printf(
                    "%-22s %16s   %s%n",
                    figure.key(),
                    figure.unit().equals("bytes") ? Amount.bytes(value) : Amount.number(value) + " " + figure.unit(),
                    figure.meaning());
        }
    }

    private void heading(String name) {
        out.printf("%n%s%n", name);
    }

    private static String bytes(double bytes) {
        return bytes == 0 ? "-" : Amount.bytes(bytes);
    }

    private void explain(String formula) {
        if (explain) {
            wrap(formula, INDENT);
        }
    }

    private void wrap(String text, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ")) {
            if (line.length() > indent.length() && line.length() + word.length() + 1 > WIDTH) {
                out.println(line);
                line = new StringBuilder(indent);
            }
            line.append(line.length() == indent.length() ? "" : " ").append(word);
        }
        out.println(line);
    }
}
