package io.fourfold.model.evaluate;

import io.fourfold.model.dataset.CaptionFile;
import io.fourfold.model.dataset.SplitList;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Photos and what people say about them.
 *
 * @param images folder of the photos
 * @param references captions by file name, in the split's order
 * @param trainingCaptions captions of other photos, from which the constant caption is chosen; may be empty
 */
public record EvaluationData(Path images, Map<String, List<String>> references, List<String> trainingCaptions) {

    /**
     * Reads the lists and checks that every photo is there before any is decoded.
     *
     * @param captionFile lines {@code image#n<TAB>caption}
     * @param split the photos to evaluate on, one name a line
     * @param trainingSplit the photos that the network was trained on, if known
     * @throws IOException if a file is missing or malformed
     * @throws IllegalArgumentException if a photo has no caption
     */
    public static EvaluationData read(Path images, Path captionFile, Path split, Optional<Path> trainingSplit)
            throws IOException {
        CaptionFile captions = CaptionFile.read(captionFile);
        Map<String, List<String>> references = new LinkedHashMap<>();
        for (String image : SplitList.read(split)) {
            if (!Files.isRegularFile(images.resolve(image))) {
                throw new FileNotFoundException("no photo " + image + " of " + split + " in " + images);
            }
            references.put(image, captions.of(image));
        }
        List<String> trainingCaptions = trainingSplit.isEmpty()
                ? List.of()
                : SplitList.read(trainingSplit.get()).stream()
                        .flatMap(image -> captions.of(image).stream())
                        .toList();
        return new EvaluationData(images, references, trainingCaptions);
    }
}
