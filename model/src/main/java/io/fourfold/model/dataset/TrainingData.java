package io.fourfold.model.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a network learns from.
 *
 * @param sets of captioned photos
 * @param unlabelled folders of photos that nobody described, with all that they hold
 */
public record TrainingData(List<PhotoSet> sets, List<Path> unlabelled) {

    public TrainingData {
        sets = List.copyOf(sets);
        unlabelled = List.copyOf(unlabelled);
    }

    /** The captioned photos of all sets, one set after the other. */
    public List<TrainingPhoto> captioned() throws IOException {
        List<TrainingPhoto> photos = new ArrayList<>();
        for (PhotoSet set : sets) {
            photos.addAll(set.photos());
        }
        return photos;
    }

    /** The photos without captions, by name. */
    public List<TrainingPhoto> withoutCaptions() throws IOException {
        List<TrainingPhoto> photos = new ArrayList<>();
        for (Path folder : unlabelled) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .sorted()
                        .forEach(file -> photos.add(new TrainingPhoto(file, List.of(), 1)));
            }
        }
        return photos;
    }

    /** The sets by the names of their files, for a model's description. */
    public String description() {
        return sets.stream()
                .map(set -> "photos of %s, captions of %s"
                        .formatted(set.split().getFileName(), set.captions().getFileName()))
                .collect(Collectors.joining("; "));
    }
}
