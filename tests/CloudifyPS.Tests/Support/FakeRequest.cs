using System.Collections.Specialized;
using System.Text;

namespace CloudifyPS.Tests.Support;

/// <summary>A received request.</summary>
internal sealed record FakeRequest(string Method, string Path, string Query, byte[] Bytes, NameValueCollection Headers)
{
    /// <summary>Gets the body as text.</summary>
    public string Body => Encoding.UTF8.GetString(Bytes);
}
