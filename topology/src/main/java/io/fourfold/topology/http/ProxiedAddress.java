package io.fourfold.topology.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Behind a proxy, the client's address is the last one of {@code X-Forwarded-For}: the one that the proxy has added. Those
 * before it are the client's word.
 */
final class ProxiedAddress implements HttpConfiguration.Customizer {

    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        List<String> addresses = request.getHeaders().getCSV(HttpHeader.X_FORWARDED_FOR, false);
        String last = addresses.isEmpty() ? "" : addresses.get(addresses.size() - 1);
        if (!ADDRESS.matcher(last).matches()) {
            return request;
        }
        SocketAddress client = InetSocketAddress.createUnresolved(last, 0);
        ConnectionMetaData connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
            @Override
            public SocketAddress getRemoteSocketAddress() {
                return client;
            }
        };
        return new Request.Wrapper(request) {
            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return connection;
            }
        };
    }
}
