package io.fourfold.model.meaning;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Definitions of English words by the dictionary WordNet (Miller 1995), from a jar that holds its database. */
final class WordNet {

    private static final String PARENTHESES = "\\([^)]*\\)";
    private static final String NO_LETTERS = "[^a-z]+";

    /** In the order in which a word's meaning is looked for; how inflected forms end and what their base forms end with. */
    private enum PartOfSpeech {
        NOUN("ses=s xes=x zes=z ches=ch shes=sh men=man ies=y s="),
        VERB("ies=y es=e es= s= ed=e ed= ing=e ing="),
        ADJ("er= est= er=e est=e"),
        ADV("");

        private final List<String[]> endings = new ArrayList<>();

        PartOfSpeech(String rules) {
            for (String rule : rules.split(" ")) {
                endings.add(rule.split("=", -1));
            }
        }

        String file() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is known of one part of speech: where the first meaning of each base form is, irregular forms, and the text itself. */
    private record Part(Map<String, Integer> positions, Map<String, String> irregular, byte[] data) {}

    private final Map<PartOfSpeech, Part> parts = new EnumMap<>(PartOfSpeech.class);

    /**
     * Reads the database.
     *
     * @param jar with WordNet's files, wherever in it: {@code index.noun}, {@code data.noun}, {@code noun.exc} and so on
     * @throws IOException if the file cannot be read or lacks one of them
     */
    static WordNet open(Path jar) throws IOException {
        WordNet wordNet = new WordNet();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (PartOfSpeech part : PartOfSpeech.values()) {
                wordNet.parts.put(
                        part,
                        new Part(
                                positions(file(zip, "index." + part.file())),
                                irregular(file(zip, part.file() + ".exc")),
                                file(zip, "data." + part.file())));
            }
        }
        return wordNet;
    }

    /**
     * The definition of a word's most frequent meaning, or else that of the word it is a form of: lower-case words of letters,
     * without examples and what stands in parentheses.
     */
    Optional<String> definition(String word) {
        for (Map.Entry<PartOfSpeech, Part> part : parts.entrySet()) {
            for (String form : baseForms(word, part.getKey(), part.getValue())) {
                Integer position = part.getValue().positions.get(form);
                if (position != null) {
                    return Optional.of(definition(part.getValue().data, position));
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> baseForms(String word, PartOfSpeech speech, Part part) {
        List<String> forms = new ArrayList<>(List.of(word));
        Optional.ofNullable(part.irregular.get(word)).ifPresent(forms::add);
        for (String[] ending : speech.endings) {
            if (!ending[0].isEmpty() && word.endsWith(ending[0])) {
                forms.add(word.substring(0, word.length() - ending[0].length()) + ending[1]);
            }
        }
        return forms;
    }

    private static String definition(byte[] data, int position) {
        int end = position;
        while (data[end] != '\n') {
            end++;
        }
        String line = new String(data, position, end - position, StandardCharsets.UTF_8);
        String definition = line.substring(line.indexOf('|') + 1).replaceAll(PARENTHESES, " ");
        return definition
                .split(";", 2)[0]
                .toLowerCase(Locale.ROOT)
                .replaceAll(NO_LETTERS, " ")
                .strip();
    }

    /** Lines {@code lemma pos synsets pointers pointer... senses tagged position...}; the licence before them is indented. */
    private static Map<String, Integer> positions(byte[] index) {
        Map<String, Integer> positions = new HashMap<>();
        for (String line : new String(index, StandardCharsets.UTF_8).lines().toList()) {
            String[] fields = line.split(" ");
            if (!line.startsWith(" ")) {
                int pointers = Integer.parseInt(fields[3]);
                positions.put(fields[0], Integer.parseInt(fields[4 + pointers + 2]));
            }
        }
        return positions;
    }

    /** Lines {@code form base...}. */
    private static Map<String, String> irregular(byte[] exceptions) {
        Map<String, String> irregular = new HashMap<>();
        for (String line :
                new String(exceptions, StandardCharsets.UTF_8).lines().toList()) {
            String[] fields = line.split(" ");
            irregular.putIfAbsent(fields[0], fields[1]);
        }
        return irregular;
    }

    private static byte[] file(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.stream()
                .filter(found ->
                        found.getName().endsWith("/" + name) || found.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new FileNotFoundException("no " + name + " of WordNet in " + zip.getName()));
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
