package io.fourfold.model.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.model.evaluate.EvaluationData;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionFileTest {

    @TempDir
    Path folder;

    @Test
    void shouldOrderCaptionsByTheirNumber() throws Exception {
        CaptionFile captions = captions("a.jpg#1\tSecond .", "b.jpg#0\tOther .", "a.jpg#0\tFirst .");

        assertThat(captions.of("a.jpg")).containsExactly("First .", "Second .");
        assertThat(captions.of("b.jpg")).containsExactly("Other .");
    }

    @Test
    void shouldKeepHashesAndTabsOfCaptionsAndNames() throws Exception {
        assertThat(captions("a#1.jpg#0\tPlayer #7\truns").of("a#1.jpg")).containsExactly("Player #7\truns");
    }

    @Test
    void shouldNameTheLineThatIsMalformed() {
        assertThatThrownBy(() -> captions("a.jpg#0\tFine .", "a.jpg\tNo number ."))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("line 2 is not 'image#n<TAB>caption': 'a.jpg\tNo number .'");
    }

    @Test
    void shouldRefuseASecondCaptionOfTheSameNumber() {
        assertThatThrownBy(() -> captions("a.jpg#0\tOne .", "a.jpg#0\tTwo ."))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("line 2 is the second caption 0 of a.jpg");
    }

    @Test
    void shouldSayThatAPhotoHasNoCaption() throws Exception {
        CaptionFile captions = captions("a.jpg#0\tOne .");

        assertThatThrownBy(() -> captions.of("z.jpg"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("captions.txt has no caption of z.jpg");
    }

    @Test
    void shouldReadASplitInItsOrder() throws Exception {
        assertThat(SplitList.read(lines("split.txt", "b.jpg", "", " a.jpg "))).containsExactly("b.jpg", "a.jpg");
    }

    @Test
    void shouldRefuseASplitThatIsEmptyOrNamesAPhotoTwice() throws Exception {
        Path empty = lines("empty.txt", "");
        Path twice = lines("twice.txt", "a.jpg", "a.jpg");

        assertThatThrownBy(() -> SplitList.read(empty)).hasMessageContaining("names no image");
        assertThatThrownBy(() -> SplitList.read(twice)).hasMessageContaining("names an image twice");
    }

    @Test
    void shouldCollectTheCaptionsOfTheTrainingPhotos() throws Exception {
        captions("a.jpg#0\tOne .", "a.jpg#1\tTwo .", "b.jpg#0\tThree .");
        Files.createFile(folder.resolve("b.jpg"));

        EvaluationData data = EvaluationData.read(
                folder,
                folder.resolve("captions.txt"),
                lines("dev.txt", "b.jpg"),
                Optional.of(lines("train.txt", "a.jpg")));

        assertThat(data.references()).containsOnlyKeys("b.jpg").containsEntry("b.jpg", List.of("Three ."));
        assertThat(data.trainingCaptions()).containsExactly("One .", "Two .");
    }

    @Test
    void shouldNameAPhotoThatIsMissing() throws Exception {
        captions("a.jpg#0\tOne .");
        Path split = lines("dev.txt", "a.jpg");

        assertThatThrownBy(() -> EvaluationData.read(folder, folder.resolve("captions.txt"), split, Optional.empty()))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("no photo a.jpg of " + split + " in " + folder);
    }

    private CaptionFile captions(String... lines) throws IOException {
        return CaptionFile.read(lines("captions.txt", lines));
    }

    private Path lines(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }
}
