// The commonly used passwords that the rest of the rule would let through, in lower case; a test refuses dead entries.
const list = `
!qaz2wsx 00000000a 000000aa 11111111a 111111aa 111111qq 1111aaaa 1111qqqq 11223344a 112233aa 112233qq 1122aabb
123123123a 123123aa 123123qq 123123qwe 123321aa 123321abc 1234567890a 1234567890q 123456789a 123456789aa 123456789q
123456789w 123456789z 12345678a 12345678abc 12345678q 12345678w 12345678z 1234567a 1234567q 123456aa 123456abc
123456abcd 123456asd 123456qq 123456qwe 123456qwerty 123456zxc 12345abc 12345qwert 1234abcd 1234asdf 1234qwer
1234rewq 1234zxcv 123abc123 123password 123qweasd 123qweasdzxc 1314520a 147258369a 159357aa 159357qq 1a1a1a1a
1a2b3c4d 1a2s3d4f 1password 1q1q1q1q 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc 1qaz@wsx 1qazxsw2
1z2x3c4v 321321aa 4321rewq 5201314a 5201314qq 520woaini 654321aa 66666666a 666666aa 7758521a 88888888a 888888aa
987654321a a00000000 a11111111 a1234567 a12345678 a123456789 a1234567890 a12345678a a123456a a1314520 a1a1a1a1
a1b2c3d4 a1b2c3d4e5 a1s2d3f4 a1s2d3f4g5 a5201314 a7758521 a88888888 aa111111 aa123123 aa123456 aa1234567 aa12345678
aa5201314 aa888888 aaa111222 aaa111bbb aaa12345 aaa123456 aaaa1111 aaaa1234 aabb1122 abab1212 abc111111 abc123123
abc123321 abc12345 abc123456 abc1234567 abc12345678 abc123456789 abc123abc abc666666 abc888888 abcabc123 abcd1234
abcd12345 abcd123456 abcde123 abcde12345 abcdef12 abcdef123 abcdefg1 abcdefg123 admin123 admin123! admin1234
admin12345 admin123456 admin2020 admin2021 admin2022 admin2023 admin2024 admin2025 admin2026 admin666 admin888
admin@123 admin@1234 admin@123456 administrator1 aini1314 aini5201314 andrew123 angel123 apple123 arsenal1 as123456
as1234567 asasas12 asd123456 asdf1234 asdf12345 asdfg123 asdfgh123 asdfghjkl1 asdqwe123 ashley123 autumn2024
autumn2025 banana123 baobao123 baobei123 barcelona1 baseball1 basketball1 batman123 beijing1 beijing2008 c123456789
changeme1 changeme123 charlie1 charlie123 cheese123 chelsea1 chen1234 chen123456 china123 china1234 china123456
china2008 chocolate1 computer1 computer123 cookie123 corvette1 d123456789 daniel123 default1 default123 demo1234
demo12345 doctor123 doctor1234 dragon12 dragon123 family123 ferrari1 flower123 football1 football123 freedom1
freedom123 ginger123 google123 guangxi1 guangxi123 guest123 guest1234 guilin123 h123456789 happy123 happy1234
harley123 hello123 hello1234 hello12345 helloworld1 hockey123 honda123 hospital1 hospital123 huang123456 huawei123
ilove123 iloveu123 iloveyou1 iloveyou12 iloveyou123 iloveyou2 iloveyou520 internet1 iphone123 j123456789 jennifer1
jessica1 jordan123 jordan23 juventus1 killer123 l12345678 l123456789 laogong520 laopo520 letmein1 letmein12
letmein123 li123456 lin123456 liu123456 liuzhou123 liverpool1 login123 love1234 love12345 love123456 love1314
love5201314 lovelove1 loveyou123 lucky123 lucky888 m123456789 ma123456 mama1234 manager1 manager123 master123
master1234 matthew1 medical123 mercedes1 michael1 michelle1 money123 monkey12 monkey123 music123 mustang1
mypassword1 mysql123 nanning1 nanning123 newpassword1 nicole123 nihao123 nihao1234 nihao123456 nurse123 nurse1234
oracle123 orange123 p@ssw0rd p@ssw0rd1 p@ssword1 p@ssword123 pass1234 pass12345 pass123456 passw0rd passw0rd1
passw0rd123 passwd123 password01 password1 password12 password123 password1234 password2020 password2021
password2022 password2023 password2024 password2025 password2026 pokemon1 pokemon123 porsche911 princess1
princess123 purple123 q1234567 q12345678 q123456789 q1q1q1q1 q1w2e3r4 q1w2e3r4t5 qaz12345 qazwsx123 qazwsxedc123
qq123456 qq1234567 qq12345678 qq123456789 qq5201314 qqqq1111 qqww1122 qwe12345 qwe123456 qweasd123 qweasdzxc123
qweqwe123 qwer1234 qwer12345 qwer123456 qwert123 qwert1234 qwert12345 qwerty01 qwerty12 qwerty123 qwerty1234
qwerty12345 qwerty123456 qwertyuiop1 qwertyuiop123 qwqw1212 ranger123 robert123 root1234 root12345 root123456
s1234567 samsung1 samsung123 secret123 server123 shadow123 soccer123 spiderman1 spring2024 spring2025 star1234
starwars1 student1 student123 summer123 summer2023 summer2024 summer2025 sun123456 sunshine1 sunshine123 superman1
superman123 system123 teacher1 teacher123 temp1234 test1234 test12345 test123456 thomas123 tiantian1 tigger123
toyota123 trainee123 training1 trustno1 user1234 user12345 user123456 w1234567 w12345678 w123456789 wang1234
wang12345 wang123456 welcome1 welcome12 welcome123 welcome1234 welcome@123 whatever1 windows10 windows123 winter123
winter2024 winter2025 wo5201314 woaini123 woaini123456 woaini1314 woaini520 woaini5201314 woaini521 wu123456
wwww1111 wx123456 x1234567 x123456789 xiaomi123 xu123456 xyz12345 xyz123456 y123456789 yamaha123 yang123456
yellow123 z1234567 z12345678 z123456789 z1x2c3v4 z1x2c3v4b5 zaq12wsx zaq1xsw2 zaq1zaq1 zhang123 zhang1234
zhang123456 zhao123456 zhongguo1 zhou123456 zx123456 zxc123456 zxcv1234 zxcvbn123 zxcvbnm1 zxcvbnm123 zzzz1111
`;

/** Passwords that guessers try first; compare in lower case. */
export const commonPasswords: ReadonlySet<string> = new Set(list.trim().split(/\s+/));
