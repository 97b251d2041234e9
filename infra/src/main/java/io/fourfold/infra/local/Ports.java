package io.fourfold.infra.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports to listen on. */
final class Ports {

    private Ports() {}

    /**
     * @param port 0 for any free one
     * @param what who wants to listen, for the message
     * @return the port, free a moment ago
     * @throws LocalStackException if another program listens on it, or the host is none of this machine's
     */
    static int free(String host, int port, String what) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new LocalStackException(
                    what + " cannot listen on " + host + ":" + port + " (" + taken.getMessage()
                            + "). Stop the program that does, or choose another port",
                    taken);
        }
    }
}
