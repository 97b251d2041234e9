package io.fourfold.topology.http;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fourfold.topology.deadletter.LetterId;
import io.fourfold.topology.query.ListCursor;
import io.fourfold.topology.similarity.Cursor;
import io.javalin.http.Context;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Whatever the parameters: they are read, or refused by their name. */
class ParametersFuzzTest {

    private static final List<Consumer<Context>> PARAMETERS = List.of(
            Parameters::k,
            Parameters::minConfidence,
            context -> Parameters.similar(context, 0),
            Parameters::list,
            Parameters::letters,
            Parameters::letter,
            Parameters::letterCursor);

    private static final List<Function<String, Object>> CURSORS =
            List.of(Cursor::decode, ListCursor::decode, LetterId::parse);

    @FuzzTest(maxDuration = "150s")
    void shouldReadOrRefuse(FuzzedDataProvider data) {
        Consumer<Context> parameters = data.pickValue(PARAMETERS);
        try {
            parameters.accept(request(data));
        } catch (BadParameterException refused) {
            // A 400 that names the parameter.
        }
    }

    @FuzzTest(maxDuration = "150s")
    void shouldReadOrRefuseCursors(FuzzedDataProvider data) {
        Function<String, Object> cursor = data.pickValue(CURSORS);
        try {
            cursor.apply(data.consumeRemainingAsString());
        } catch (IllegalArgumentException refused) {
            // A 400 that names the cursor.
        }
    }

    /** Any value for each parameter. */
    private static Context request(FuzzedDataProvider data) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "queryParam" -> data.consumeBoolean() ? data.consumeString(200) : null;
                    case "queryParams" -> data.consumeBoolean() ? List.of(data.consumeString(200)) : List.of();
                    case "pathParam" -> data.consumeString(200);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
