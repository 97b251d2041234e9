package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    private final StringWriter printed = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void shouldSayWhatABillionPhotosNeedAndWhatWasMeasuredWhere() {
        assertThat(plan("1e9", "10000", "500")).isZero();

        assertThat(printed.toString())
                .contains("1,000,000,000 photos", "measured: ", "fourfold bench capacity --json", "partitions")
                .contains("images", "index", "brokers", "photos.image.embedded", "The first that will bite:");
    }

    @Test
    void shouldReadWellAtEightyColumns() {
        assertThat(plan("1e9", "10000", "500", "--searches-per-second=5", "--thumbnails", "--explain", "--simulate"))
                .isZero();

        assertThat(printed.toString().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(printed.toString()).contains("photos x", "query.scan.cpu", "off by");
    }

    @Test
    void shouldTakeAnotherValueOfAFigure() {
        assertThat(plan("1e6", "10", "10", "--explain", "--figure=photo.cpu=123"))
                .isZero();

        assertThat(printed.toString()).contains("123 ms");
    }

    @Test
    void shouldSayWhatItDoesNotKnow() {
        assertThat(plan("1e6", "10", "10", "--figure=photo.gpu=1")).isEqualTo(1);

        assertThat(errors.toString()).contains("photo.gpu", "plan --explain");
    }

    @Test
    void shouldSayWhatAFileLacks(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("measured.json"), "{}");

        assertThat(plan("1e6", "10", "10", "--measured=" + file)).isEqualTo(1);

        assertThat(errors.toString()).contains("photo.cpu", "fourfold bench capacity --json");
    }

    private int plan(String photos, String uploads, String queries, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "plan", "--photos=" + photos, "--uploads-per-second=" + uploads, "--queries-per-second=" + queries));
        arguments.addAll(List.of(more));
        return Fourfold.commandLine(Map.of())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(errors))
                .execute(arguments.toArray(String[]::new));
    }
}
