package io.fourfold.infra.cli;

import io.fourfold.infra.client.PhotoFile;
import io.fourfold.model.ModelBundle;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.explain.ExplanationPicture;
import io.fourfold.model.explain.WordExplanation;
import io.fourfold.model.files.AtomicFile;
import io.fourfold.model.image.BadPhotoException;
import io.fourfold.model.image.UprightPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
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

    /** Of a map, in pixels: enough for a screen. */
    private static final int LONGEST_SIDE = 1600;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "files, or folders that are searched for photos")
    private List<Path> paths;

    @Option(names = "--all", description = "print the whole beam with log-probabilities, before the confidence")
    private boolean all;

    @Option(
            names = "--explain",
            paramLabel = "WORD",
            description = "also draw a map over each photo of what speaks for the word and what against it, as PNG")
    private String word;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "where to write the map of a single photo; default: beside the photo, beach.jpg as beach-WORD.png")
    private Path map;

    @Option(names = "--overwrite", description = "write a map where a file is already")
    private boolean overwrite;

    @Mixin
    private MinConfidenceOption minConfidence;

    @Mixin
    private ModelOption modelOption;

    @Override
    public Integer call() throws Exception {
        List<PhotoFile> photos = PhotoFile.find(paths);
        if (word == null && (map != null || overwrite)) {
            throw refusal("--out and --overwrite are about the map that --explain draws");
        }
        if (map != null && photos.size() > 1) {
            throw refusal(
                    "--out is for a single photo, not " + photos.size() + "; without it maps lie beside the photos");
        }
        if (word != null) {
            for (PhotoFile photo : photos) {
                requireFree(target(photo));
            }
        }
        int failed = 0;
        try (ModelBundle model = modelOption.load()) {
            for (PhotoFile photo : photos) {
                failed += describe(photo, model) ? 0 : 1;
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private boolean describe(PhotoFile photo, ModelBundle model) throws IOException {
        PrintWriter out = out();
        try {
            byte[] file = photo.read();
            List<Caption> captions = model.captions(model.embed(file)).stream()
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
            if (word != null) {
                explain(photo, file, model);
            }
            return true;
        } catch (BadPhotoException e) {
            err().printf("%-32s  %s%n", photo.imageId(), e.getMessage());
            return false;
        } finally {
            out.flush();
        }
    }

    private void explain(PhotoFile photo, byte[] file, ModelBundle model) throws IOException {
        Path target = target(photo);
        WordExplanation explained = model.explain(model.places(model.decode(file)), word);
        BufferedImage picture =
                ExplanationPicture.of(UprightPicture.read(file, LONGEST_SIDE), explained.places(), word);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        AtomicFile.write(target, png.toByteArray());
        out().printf(
                        "  '%s' after '%s': probability %.3f; written to %s%n",
                        word, explained.after(), Math.exp(explained.places().total()), target);
    }

    private void requireFree(Path target) throws IOException {
        if (Files.exists(target) && !overwrite) {
            throw new FileAlreadyExistsException(
                    target.toString(), null, "is there already; --overwrite replaces it, --out names another");
        }
    }

    private Path target(PhotoFile photo) {
        String name = photo.path().getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return map != null ? map : photo.path().resolveSibling(stem + "-" + word + ".png");
    }

    private static PrintedCaption printed(Caption caption) {
        return new PrintedCaption(caption.text(), caption.confidence().orElse(Caption.NOT_KNOWN));
    }
}
