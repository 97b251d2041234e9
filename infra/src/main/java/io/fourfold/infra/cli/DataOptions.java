package io.fourfold.infra.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that name captioned photos. */
class DataOptions {

    @Option(names = "--images", required = true, paramLabel = "DIR", description = "folder of the photos")
    private Path images;

    @Option(
            names = "--captions",
            required = true,
            paramLabel = "FILE",
            description = "captions, lines of image#n<TAB>caption")
    private Path captions;

    @Option(names = "--split", required = true, paramLabel = "FILE", description = "photos to take, one name a line")
    private Path split;

    Path images() {
        return images;
    }

    Path captions() {
        return captions;
    }

    Path split() {
        return split;
    }
}
