package io.fourfold.topology.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Sends what no client would. */
final class RawHttp {

    private static final int TIMEOUT_MS = 60_000;

    private RawHttp() {}

    /** What came until the answer was complete or the connection closed. */
    record Answer(String text) {

        int status() {
            return text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
        }

        Optional<String> header(String name) {
            return head().lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).trim())
                    .findFirst();
        }

        String body() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(end + 4);
        }

        private String head() {
            return text.split("\r\n\r\n", 2)[0];
        }

        private boolean complete() {
            return text.contains("\r\n\r\n")
                    && header("Content-Length")
                            .map(Integer::parseInt)
                            .filter(length -> body().length() >= length)
                            .isPresent();
        }
    }

    static Answer send(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket);
        }
    }

    static Answer read(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream input = socket.getInputStream();
        Answer answer = new Answer("");
        for (int next = input.read(); next >= 0; next = input.read()) {
            bytes.write(next);
            answer = new Answer(bytes.toString(StandardCharsets.ISO_8859_1));
            if (input.available() == 0 && answer.complete()) {
                return answer;
            }
        }
        return answer;
    }
}
