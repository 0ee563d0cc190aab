//! `std::net`: addresses are plain bytes, sockets are handles with a niche.
#![allow(dead_code)]

use std::net::*;

struct Addresses { a: Ipv4Addr, b: Ipv6Addr, c: IpAddr, d: SocketAddrV4, e: SocketAddrV6, f: SocketAddr }
struct Maybe { a: Option<Ipv4Addr>, b: Option<Ipv6Addr>, c: Option<IpAddr>, d: Option<SocketAddr>, e: Option<Option<IpAddr>> }
struct Sockets { a: TcpStream, b: TcpListener, c: UdpSocket, d: Option<TcpStream>, e: Option<Option<TcpListener>>, f: Shutdown }
struct Streams { a: Incoming<'static>, b: std::io::BufReader<TcpStream>, c: Result<TcpStream, std::io::Error>, d: Result<(TcpStream, SocketAddr), std::io::Error> }
struct Errors { a: AddrParseError, b: Result<IpAddr, AddrParseError> }
enum Peer { Unknown, V4(SocketAddrV4), V6(SocketAddrV6), Named(String, u16) }
