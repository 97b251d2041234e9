package io.fourfold.topology.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where a listener listens.
 *
 * @param host an address of this machine, or {@code 0.0.0.0} for all
 * @param port 0 for a free one
 * @param setting that chooses the port, for messages
 */
public record ListenAddress(String host, int port, Setting setting) {

    /** Whether only this machine reaches it. */
    public boolean loopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether it listens on every address. */
    public boolean everywhere() {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
