using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace MailboxImportExport.ModuleTests.SignIn;

/// <summary>A proxy for TLS that wants a name and a password.</summary>
internal sealed class LoopbackProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _expected;

    public LoopbackProxy(string user, string password)
    {
        _expected = "Proxy-Authorization: Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{user}:{password}"));
        _listener.Start();
        Uri = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public Uri Uri { get; }

    /// <summary>Where clients were let through to.</summary>
    public ConcurrentQueue<string> Tunnels { get; } = new();

    /// <summary>Where clients wanted to go without the right credential.</summary>
    public ConcurrentQueue<string> Refused { get; } = new();

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using TcpClient connection = client;
            NetworkStream near = connection.GetStream();
            while (await ReadHeadAsync(near) is [string first, ..] head)
            {
                string target = first.Split(' ')[1];
                if (head.Contains(_expected))
                {
                    Tunnels.Enqueue(target);
                    await TunnelAsync(near, target);
                    return;
                }

                Refused.Enqueue(target);
                await WriteAsync(near, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n");
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The client has hung up, which is how a tunnel ends.
            return;
        }
    }

    private static async Task TunnelAsync(NetworkStream near, string target)
    {
        IPEndPoint address = IPEndPoint.Parse(target);
        using TcpClient server = new();
        await server.ConnectAsync(address);
        NetworkStream far = server.GetStream();
        await WriteAsync(near, "HTTP/1.1 200 OK\r\n\r\n");
        await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
    }

    private static async Task<List<string>> ReadHeadAsync(NetworkStream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                return [];
            }

            head.Append((char)one[0]);
        }

        return [.. head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }

    private static Task WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
}
