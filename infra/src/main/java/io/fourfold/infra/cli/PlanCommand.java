package io.fourfold.infra.cli;

import io.fourfold.infra.plan.Demand;
import io.fourfold.infra.plan.Figure;
import io.fourfold.infra.plan.Figures;
import io.fourfold.infra.plan.Hardware;
import io.fourfold.infra.plan.Plan;
import io.fourfold.infra.plan.Planner;
import io.fourfold.infra.plan.simulation.PlanSimulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fourfold plan}. */
@Command(
        name = "plan",
        description = {
            "Says what a deployment needs before there is one: partitions, instances, processors, heap, disk, topics, how"
                    + " long things take, and which limit comes first. Starts nothing and asks nobody.",
            "It counts with what fourfold bench capacity --json has measured: with --measured FILE on your machine, without"
                    + " it on the machine that it names."
        })
final class PlanCommand extends ConsoleCommand {

    @Option(names = "--photos", required = true, paramLabel = "N", description = "photos in the index, such as 1e9")
    private double photos;

    @Option(
            names = "--uploads-per-second",
            required = true,
            paramLabel = "N",
            description = "photos uploaded a second, in the busiest hour")
    private double uploads;

    @Option(
            names = "--queries-per-second",
            required = true,
            paramLabel = "N",
            description = "queries for similar photos a second, in the busiest hour")
    private double queries;

    @Option(
            names = "--searches-per-second",
            paramLabel = "N",
            defaultValue = "0",
            description = "searches by text a second, by events; default: ${DEFAULT-VALUE}")
    private double searches;

    @Option(
            names = "--photo-bytes",
            paramLabel = "BYTES",
            defaultValue = "0",
            description = "size of a photo that travels in its upload; default: 0, uploads are claim checks")
    private double photoBytes;

    @Option(names = "--thumbnails", description = "thumbnails are made and kept")
    private boolean thumbnails;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "3",
            description = "copies of every topic; default: ${DEFAULT-VALUE}")
    private int replication;

    @Option(
            names = "--standbys",
            paramLabel = "N",
            defaultValue = "0",
            description = "standby replicas of the index; default: ${DEFAULT-VALUE}")
    private int standbys;

    @Option(
            names = "--session-timeout",
            paramLabel = "SECONDS",
            defaultValue = "45",
            description = "after which an instance counts as dead; default: ${DEFAULT-VALUE}, as Kafka has it")
    private int session;

    @Option(
            names = "--processors",
            paramLabel = "N",
            defaultValue = "16",
            description = "processors of an instance's machine; default: ${DEFAULT-VALUE}")
    private int processors;

    @Option(
            names = "--memory-gb",
            paramLabel = "GB",
            defaultValue = "64",
            description = "memory of an instance's machine; default: ${DEFAULT-VALUE}")
    private double memory;

    @Option(
            names = "--busy",
            paramLabel = "PART",
            defaultValue = "0.6",
            description = "part of the processors' time that may be used; default: ${DEFAULT-VALUE}")
    private double busy;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "partitions of every topic; default: as few as will do")
    private Integer partitions;

    @Option(
            names = "--measured",
            paramLabel = "FILE",
            description = "what fourfold bench capacity --json printed; default: what came with this release")
    private Path measured;

    @Option(
            names = "--figure",
            paramLabel = "NAME=VALUE",
            description = "what if: another value of a measured figure, by its name; may be repeated")
    private Map<String, Double> changed = Map.of();

    @Option(
            names = "--asked",
            paramLabel = "PART",
            defaultValue = "1",
            description = "what if: part of the partitions that a query asks; default: 1, all, as this release does")
    private double asked;

    @Option(names = "--explain", description = "the formula of each figure, and the measured figures")
    private boolean explain;

    @Option(
            names = "--simulate",
            description =
                    "lets queries, losses of instances and a burst of uploads happen by discrete events, and compares;"
                            + " takes seconds")
    private boolean simulate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the simulation's chance; default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Plan plan;
        try {
            plan = plan();
        } catch (IllegalArgumentException e) {
            err().println(e.getMessage());
            err().flush();
            return 1;
        }
        PlanTable table = new PlanTable(plan, explain, out());
        table.print();
        if (simulate) {
            table.print(PlanSimulation.of(plan, seed));
        }
        return 0;
    }

    private Plan plan() throws IOException {
        Demand demand = new Demand(
                photos,
                uploads,
                queries,
                searches,
                photoBytes,
                thumbnails,
                replication,
                standbys,
                Duration.ofSeconds(session),
                asked);
        Planner planner = new Planner(demand, new Hardware(processors, memory * 1e9, busy), figures());
        return partitions == null ? planner.plan() : planner.plan(partitions);
    }

    private Figures figures() throws IOException {
        Figures figures = measured == null ? Figures.shipped() : Figures.read(Files.readAllBytes(measured));
        for (Map.Entry<String, Double> change : changed.entrySet()) {
            Figure figure = Figure.of(change.getKey())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "there is no figure " + change.getKey() + "; plan --explain lists them"));
            figures = figures.with(figure, change.getValue());
        }
        return figures;
    }
}
