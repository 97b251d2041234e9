package io.fourfold.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.NetworkClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogTest {

    @TempDir
    private Path directory;

    @Test
    void shouldNotSayAtEachAttemptThatNoBrokerAnswers() {
        assertThat(LoggerFactory.getLogger(Metadata.class).isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger(NetworkClient.class).isInfoEnabled()).isTrue();
    }

    @Test
    void shouldWriteAnObjectInEachLineIfWanted() throws Exception {
        String line = logged(Map.of("FOURFOLD_LOG_FORMAT", "json"));

        JsonNode event = new ObjectMapper().readTree(line);
        assertThat(event.get("level").asText()).isEqualTo("INFO");
        assertThat(event.get("formattedMessage").asText()).isEqualTo("Photo \"1\" waits");
        assertThat(event.at("/mdc/image").asText()).isEqualTo("1");
        assertThat(event.at("/mdc/trace").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void shouldNameTheTraceInText() throws Exception {
        assertThat(logged(Map.of()))
                .contains("0af7651916cd43dd8448eb211c80319c")
                .endsWith(": Photo \"1\" waits");
    }

    private String logged(Map<String, String> properties) throws JoranException, IOException {
        Path file = directory.resolve("log");
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(MDC.getMDCAdapter());
        properties.forEach(context::putProperty);
        context.putProperty("fourfold.log", file.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
        MDC.put("image", "1");
        MDC.put("trace", "0af7651916cd43dd8448eb211c80319c");
        try {
            context.getLogger("photos").info("Photo \"{}\" waits", 1);
        } finally {
            MDC.clear();
            context.stop();
        }
        return Files.readString(file).strip();
    }
}
