package io.fourfold.infra.cli;

import io.fourfold.infra.client.Cluster;
import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.local.Distribution;
import io.fourfold.infra.local.LocalStack;
import io.fourfold.topology.app.FourfoldApplication;
import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.Setting;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fourfold demo}. */
@Command(
        name = "demo",
        description = "Starts everything on this machine, uploads a folder of photos, prints their captions as they"
                + " arrive and answers requests until Ctrl-C.")
final class DemoCommand extends ConsoleCommand {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "folder of photos; default: sample photos that come with the build")
    private Path folder;

    @Mixin
    private LocalStackOptions stackOptions;

    @Mixin
    private ApplicationOptions applicationOptions;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = out();
        Path photoFolder = folder == null ? Distribution.fromSystemProperty().samples() : folder;
        List<PhotoFile> photos = PhotoFile.find(List.of(photoFolder));
        Map<String, String> settings = applicationOptions.settings();
        settings.put(Setting.SEARCH_PLAIN.key(), "true");
        settings.put(Setting.HTTP_PEER_PORT.key(), "0");
        settings.putIfAbsent(Setting.THUMBNAILS.key(), "true");
        settings.put(
                Setting.CLAIM_CHECK_PREFIXES.key(),
                photoFolder.toUri() + ","
                        + Path.of(System.getProperty("user.home")).toUri());

        try (StopSignal stop = new StopSignal();
                LoadingModel model =
                        new LoadingModel(FourfoldConfig.from(settings).modelDirectory());
                LocalStack stack = stackOptions.start(settings, out);
                FourfoldApplication application =
                        FourfoldApplication.start(FourfoldConfig.from(settings), model.await())) {
            application.awaitReady(START_TIMEOUT);
            say("Ready after %.1f s.%n", secondsSinceStart());
            Cluster cluster = new Cluster(FourfoldConfig.from(settings), Clock.systemUTC());
            new PhotoRun(cluster, model.await().version(), out, stop).describe(photos);
            printAddresses(application.httpAddress(), photos.get(0).imageId(), out);
            stop.await();
        }
        say("Stopped.");
        return 0;
    }

    private static void printAddresses(URI http, String imageId, PrintWriter out) {
        out.printf("%nThe same as JSON, for example:%n");
        out.printf("  %sv1/images/%s%n", http, imageId);
        out.printf("  %sv1/images/%s/similar?k=3%n", http, imageId);
        out.printf("  %sv1/search?q=people+outdoors&k=3%n", http);
        out.printf("  %sv1/words/dog/similar%n", http);
        out.printf("  %sv1/words/analogy?a=man&b=men&c=woman%n", http);
        out.printf("%nCtrl-C stops everything; the data stays for the next time.%n");
        out.printf("%nOpen the page: %s%n", http);
        out.flush();
    }

    private static double secondsSinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }
}
