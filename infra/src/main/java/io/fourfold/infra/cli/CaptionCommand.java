package io.fourfold.infra.cli;

import io.fourfold.infra.client.PhotoFile;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.image.BadPhotoException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fourfold caption}. */
@Command(
        name = "caption",
        description = "Describes photos in this process; needs no broker. Each caption has its confidence in front: the"
                + " probability that a person would accept it.")
final class CaptionCommand extends ConsoleCommand {

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "files, or folders that are searched for photos")
    private List<Path> paths;

    @Option(names = "--all", description = "print the whole beam with log-probabilities, before the confidence")
    private boolean all;

    @Mixin
    private MinConfidenceOption minConfidence;

    @Mixin
    private ModelOption modelOption;

    @Override
    public Integer call() throws Exception {
        List<PhotoFile> photos = PhotoFile.find(paths);
        int failed = 0;
        try (ModelBundle model = modelOption.load()) {
            for (PhotoFile photo : photos) {
                failed += describe(photo, model) ? 0 : 1;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private boolean describe(PhotoFile photo, ModelBundle model) {
        PrintWriter out = out();
        try {
            List<Caption> captions = model.captions(model.embed(photo.read())).stream()
                    .filter(caption -> caption.reaches(minConfidence.orAny()))
                    .toList();
            if (captions.isEmpty()) {
                out.printf("%-32s  no caption of that confidence%n", photo.imageId());
            } else if (!all) {
                out.printf("%-32s  %s%n", photo.imageId(), printed(captions.get(0)));
            } else {
                out.println(photo.imageId());
                captions.forEach(caption -> out.printf("  %8.2f  %s%n", caption.logProbability(), printed(caption)));
            }
            return true;
        } catch (BadPhotoException e) {
            err().printf("%-32s  %s%n", photo.imageId(), e.getMessage());
            return false;
        } finally {
            out.flush();
        }
    }

    private static PrintedCaption printed(Caption caption) {
        return new PrintedCaption(caption.text(), caption.confidence().orElse(Caption.NOT_KNOWN));
    }
}
