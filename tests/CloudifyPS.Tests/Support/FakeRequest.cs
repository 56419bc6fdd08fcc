using System.Collections.Specialized;
using System.Text;

namespace CloudifyPS.Tests.Support;

/// <summary>A request as it arrived.</summary>
internal sealed record FakeRequest(string Method, string Path, string Query, byte[] Bytes, NameValueCollection Headers)
{
    /// <summary>The body as text.</summary>
    public string Body => Encoding.UTF8.GetString(Bytes);
}
