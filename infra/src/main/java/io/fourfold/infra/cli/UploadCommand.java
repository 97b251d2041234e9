package io.fourfold.infra.cli;

import io.fourfold.infra.client.PhotoFile;
import io.fourfold.infra.client.PhotoUploader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fourfold upload}. */
@Command(name = "upload", description = "Produces an upload event for every photo in the files and folders.")
final class UploadCommand extends ConsoleCommand {

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, or folders that are searched for photos")
    private List<Path> paths;

    @Option(names = "--owner", paramLabel = "OWNER", description = "who the photos belong to")
    private Optional<String> owner;

    @Option(names = "--album", paramLabel = "ALBUM", description = "the album they belong to")
    private Optional<String> album;

    @Mixin
    private ClusterOptions clusterOptions;

    @Override
    public Integer call() throws IOException {
        List<PhotoFile> photos = PhotoFile.find(paths);
        try (PhotoUploader uploader = clusterOptions.cluster().uploader()) {
            upload(photos, uploader, owner, album);
        }
        out().printf("%d photos sent. Follow them with: fourfold watch%n", photos.size());
        long claimChecks = photos.stream().filter(photo -> !photo.fitsAnEvent()).count();
        if (claimChecks > 0) {
            out().printf(
                            "%d too large for an event were sent as claim checks on their files; the application must run where"
                                    + " they are and allow them by claim.check.prefixes.%n",
                            claimChecks);
        }
        return 0;
    }

    /** Sends every photo with a progress bar and waits until the broker has them. */
    static void upload(List<PhotoFile> photos, PhotoUploader uploader, Optional<String> owner, Optional<String> album) {
        try (ProgressBar progress = Progress.bar("Uploading", photos.size())) {
            for (PhotoFile photo : photos) {
                uploader.upload(photo, owner, album, progress::step);
            }
            uploader.flush();
        }
    }
}
