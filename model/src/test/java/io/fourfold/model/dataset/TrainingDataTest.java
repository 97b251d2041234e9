package io.fourfold.model.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {

    @TempDir
    Path folder;

    @Test
    void shouldTakeThePhotosOfAllSets() throws Exception {
        PhotoSet people = set("people", "1.jpg#0\ta man\n1.jpg#1\ta boy\n2.jpg#0\ta girl\n", "2.jpg\n1.jpg\n", 1);
        PhotoSet things = set("things", "1.jpg#0\ta chair\n", "1.jpg\n", 3);

        List<TrainingPhoto> photos = new TrainingData(List.of(people, things), List.of()).captioned();

        assertThat(photos)
                .containsExactly(
                        new TrainingPhoto(folder.resolve("people/2.jpg"), List.of("a girl"), 1),
                        new TrainingPhoto(folder.resolve("people/1.jpg"), List.of("a man", "a boy"), 1),
                        new TrainingPhoto(folder.resolve("things/1.jpg"), List.of("a chair"), 3));
    }

    @Test
    void shouldTakeAllThatUnlabelledFoldersHold() throws Exception {
        Files.createDirectories(folder.resolve("dogs/large"));
        Path second = Files.createFile(folder.resolve("dogs/large/b.jpg"));
        Path first = Files.createFile(folder.resolve("dogs/a.jpg"));

        assertThat(new TrainingData(List.of(), List.of(folder.resolve("dogs"))).withoutCaptions())
                .containsExactly(new TrainingPhoto(first, List.of(), 1), new TrainingPhoto(second, List.of(), 1));
    }

    @Test
    void shouldNameItsSets() throws Exception {
        PhotoSet people = set("people", "1.jpg#0\ta man\n", "1.jpg\n", 1);
        PhotoSet things = set("things", "1.jpg#0\ta chair\n", "1.jpg\n", 3);

        assertThat(new TrainingData(List.of(people, things), List.of()).description())
                .isEqualTo("photos of people.txt, captions of people.captions; photos of things.txt, captions of"
                        + " things.captions");
    }

    @Test
    void shouldRefuseASetThatIsNeverSeen() {
        assertThatThrownBy(() -> set("people", "", "", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("photos must be seen at least once, not 0 times");
    }

    private PhotoSet set(String name, String captions, String split, int times) throws IOException {
        return new PhotoSet(
                folder.resolve(name),
                Files.writeString(folder.resolve(name + ".captions"), captions),
                Files.writeString(folder.resolve(name + ".txt"), split),
                times);
    }
}
