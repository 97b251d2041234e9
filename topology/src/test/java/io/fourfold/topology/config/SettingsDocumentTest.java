package io.fourfold.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/settings.md} has one table, which is that of {@link Setting}. */
class SettingsDocumentTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "settings.md");

    @Test
    void shouldListEverySettingWithItsDefaultAndDescription() throws IOException {
        List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("|"))
                .toList();

        assertThat(documented)
                .withFailMessage(() -> "The table of docs/settings.md must be:\n\n" + String.join("\n", table()) + "\n")
                .isEqualTo(table());
    }

    private static List<String> table() {
        List<String> lines = new ArrayList<>(List.of("| setting | default | what it does |", "|---|---|---|"));
        for (Setting setting : Setting.values()) {
            String value = setting.defaultValue().isEmpty() ? "empty" : "`" + setting.defaultValue() + "`";
            lines.add("| `" + setting.key() + "` | " + value + " | " + setting.description() + " |");
        }
        return lines;
    }
}
