package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What docs/scale.md shows is what the commands print. A block names the paragraphs that it shows by their first lines, or
 * single lines of others; {@code -Dscale.write} puts what is printed now in their place.
 */
class ScaleDocumentTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "scale.md");
    private static final Pattern BLOCK =
            Pattern.compile("(```console\n\\$ ./fourfold (plan [^\n]+)\n)(.*?)```", Pattern.DOTALL);
    private static final Pattern AFTER_LABEL = Pattern.compile(" {2}|(?<=[:;])");
    private static final String LEFT_OUT = "...";

    @Test
    void shouldShowWhatTheCommandsPrint() throws IOException {
        String document = Files.readString(DOCUMENT);
        String printed = BLOCK.matcher(document)
                .replaceAll(block -> Matcher.quoteReplacement(block.group(1)
                        + shown(output(block.group(2)), block.group(3).lines().toList())
                        + "```"));
        if (System.getProperty("scale.write") != null) {
            Files.writeString(DOCUMENT, printed);
            return;
        }

        assertThat(document)
                .as("write it anew: mvn -pl infra -am test -Dtest=ScaleDocumentTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dscale.write")
                .isEqualTo(printed)
                .contains("role  ", "topic  ", "limits, the nearest first", "The first that will bite: ");
    }

    private static List<String> output(String command) {
        StringWriter printed = new StringWriter();
        int exitCode =
                Fourfold.commandLine(Map.of()).setOut(new PrintWriter(printed)).execute(command.split(" "));
        assertThat(exitCode).as(command).isZero();
        return printed.toString().lines().toList();
    }

    /** Those lines of an output that are wanted now, as those of an earlier one were. */
    private static String shown(List<String> output, List<String> earlier) {
        Set<String> wanted = earlier.stream()
                .filter(line -> !line.isEmpty() && !line.equals(LEFT_OUT))
                .map(ScaleDocumentTest::label)
                .collect(Collectors.toSet());
        List<String> shown = new ArrayList<>();
        boolean wholeParagraph = false;
        boolean paragraphEnded = true;
        for (String line : output) {
            if (line.isEmpty()) {
                paragraphEnded = true;
                continue;
            }
            if (paragraphEnded) {
                wholeParagraph = wanted.contains(label(line));
            }
            if (wholeParagraph || wanted.contains(label(line))) {
                if (paragraphEnded && !shown.isEmpty() && !last(shown).equals(LEFT_OUT)) {
                    shown.add("");
                }
                shown.add(line);
            } else if (shown.isEmpty() || !last(shown).equals(LEFT_OUT)) {
                shown.add(LEFT_OUT);
            }
            paragraphEnded = false;
        }
        return shown.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /** What a line is about: its beginning, up to a gap or with a colon or semicolon. */
    private static String label(String line) {
        return AFTER_LABEL.split(line, 2)[0];
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }
}
