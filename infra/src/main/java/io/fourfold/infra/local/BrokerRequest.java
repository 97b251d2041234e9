package io.fourfold.infra.local;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/**
 * A request that no client sends, to a broker without security.
 *
 * @param clientId that the broker is told
 */
record BrokerRequest(String clientId, AbstractRequest request) {

    private static final int TIMEOUT_MS = 10_000;

    /**
     * Sends it.
     *
     * @param bootstrapServer host:port
     * @return the response's body
     * @throws IOException if the broker cannot be reached or does not answer
     */
    ByteBuffer send(String bootstrapServer) throws IOException {
        int colon = bootstrapServer.lastIndexOf(':');
        RequestHeader header = new RequestHeader(request.apiKey(), request.version(), clientId, 1);
        ByteBuffer bytes = request.serializeWithHeader(header);
        try (Socket socket = new Socket(
                bootstrapServer.substring(0, colon), Integer.parseInt(bootstrapServer.substring(colon + 1)))) {
            socket.setSoTimeout(TIMEOUT_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteBuffer response = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            ResponseHeader.parse(response, request.apiKey().responseHeaderVersion(request.version()));
            return response;
        }
    }
}
