package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.reindex.Catchup;
import io.fourfold.infra.reindex.Cleanup;
import io.fourfold.infra.reindex.Reindex;
import io.fourfold.model.ModelBundle;
import io.fourfold.topology.models.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fourfold reindex}. */
@Command(
        name = "reindex",
        description = {
            "Moves a running deployment to another network: the instances describe every upload with it beside the one in"
                    + " service, then all switch at once. May be stopped and started again at any time.",
            "The network before stays ready for --rollback until --cleanup."
        })
final class ReindexCommand implements Callable<Integer> {

    private static final int NAMED_PHOTOS = 20;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "bundle of the network to move to, at this path on every instance; default: the built-in one")
    private Path directory;

    @Option(
            names = "--allow-missing",
            description =
                    "go on although photos will be missing: their uploads have been deleted from their topic, or cannot"
                            + " be described again")
    private boolean allowMissing;

    /** At most one. */
    private static final class Instead {
        @Option(names = "--status", description = "only say what is deployed and how far it is")
        private boolean status;

        @Option(names = "--rollback", description = "switch back to the network before")
        private boolean rollback;

        @Option(names = "--cleanup", description = "stop and delete all that is kept of networks not in service")
        private boolean cleanup;
    }

    @ArgGroup
    private Instead instead = new Instead();

    @Mixin
    private ClusterOptions clusterOptions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Cluster cluster = clusterOptions.cluster();
        try (Admin admin = cluster.admin()) {
            Reindex reindex = new Reindex(cluster, admin);
            if (instead.status) {
                printStatus(reindex);
            } else if (instead.cleanup) {
                cleanUp(reindex, new Cleanup(reindex, cluster, admin));
            } else if (instead.rollback) {
                String previous = previous(reindex);
                catchUp(previous, reindex);
                switchTo(previous, reindex);
            } else {
                begin(reindex);
            }
        }
        return 0;
    }

    private void begin(Reindex reindex) throws IOException, InterruptedException {
        Models.Model next = model();
        if (reindex.deployed().inService().version().equals(next.version())) {
            out().println("Network " + next.version() + " is in service already.");
            return;
        }
        long lost = reindex.lostUploads();
        if (lost > 0 && !allowMissing) {
            throw new IllegalStateException(lost + " uploads have been deleted from their topic (by its retention or by"
                    + " hand); their photos cannot be described again and would be missing afterwards. Upload them again,"
                    + " or go on with --allow-missing");
        }
        reindex.begin(next);
        catchUp(next.version(), reindex);
        nameMissing(next.version(), reindex);
        switchTo(next.version(), reindex);
    }

    private void nameMissing(String version, Reindex reindex) throws InterruptedException {
        Models models = reindex.deployed();
        SortedSet<String> missing = new Catchup(reindex).missing(models, version);
        if (missing.isEmpty()) {
            return;
        }
        String named =
                missing.size() + " photos of network " + models.inService().version()
                        + " would be missing, since their last upload cannot be described again: "
                        + missing.stream().limit(NAMED_PHOTOS).collect(Collectors.joining(", "))
                        + (missing.size() > NAMED_PHOTOS ? ", ..." : "");
        if (!allowMissing) {
            throw new IllegalStateException(
                    named + ". The dead letters and the retry topic say why. Upload them again and"
                            + " repeat this command, or go on with --allow-missing");
        }
        out().println(named);
    }

    private void catchUp(String version, Reindex reindex) throws InterruptedException {
        Models models = reindex.deployed();
        try (ProgressBar bar = Progress.bar("Describing", 0)) {
            new Catchup(reindex).await(models, version, progress -> {
                bar.maxHint(progress.uploads());
                bar.stepTo(progress.described());
                bar.setExtraMessage(progress.threads() == 0 ? "no instance runs it; see their logs" : "");
            });
        }
    }

    private void switchTo(String version, Reindex reindex) {
        Models models = reindex.deployed();
        reindex.switchTo(version);
        out().printf(
                        "Network %s is in service; %s is kept for --rollback until --cleanup.%n",
                        version, models.inService().version());
    }

    private void cleanUp(Reindex reindex, Cleanup cleanup) throws InterruptedException {
        cleanup.run().forEach(name -> out().println("deleted " + name));
        out().println("Only network " + reindex.deployed().inService().version() + " is left.");
    }

    private void printStatus(Reindex reindex) {
        Models models = reindex.deployed();
        out().printf("in service: %s (epoch %d)%n", models.inService().version(), models.epoch());
        models.other().ifPresent(other -> {
            Reindex.Progress progress = reindex.progress(models, other.version());
            out().printf(
                            "beside it:  %s, %d of %d uploads described, by %d threads%n",
                            other.version(), progress.described(), progress.uploads(), progress.threads());
        });
    }

    private static String previous(Reindex reindex) {
        return reindex.deployed()
                .other()
                .map(Models.Model::version)
                .orElseThrow(() -> new IllegalStateException("There is no other network to go back to"));
    }

    private Models.Model model() throws IOException {
        Optional<Path> bundle = Optional.ofNullable(directory).map(Path::toAbsolutePath);
        try (ModelBundle model = ModelOption.open(bundle)) {
            return new Models.Model(model.version(), bundle.map(Path::toString));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
